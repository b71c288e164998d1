vcl 4.1;

# Varnish between nginx and the application: what is public is kept for as long as the application says, and
# for a day longer while the application does not answer. One PURGE of any address empties a host, for a
# public change can show on every page: in menus, breadcrumbs and lists.

import directors;
import std;

probe ready {
    .url = "/-/ready";
    .interval = 1s;
    .timeout = 2s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend first {
    .host = "127.0.0.1";
    .port = "8000";
    .probe = ready;
    .connect_timeout = 2s;
    .first_byte_timeout = 30s;
}

backend second {
    .host = "127.0.0.1";
    .port = "8001";
    .probe = ready;
    .connect_timeout = 2s;
    .first_byte_timeout = 30s;
}

acl application {
    "127.0.0.1";
    "::1";
}

sub vcl_init {
    new nodes = directors.round_robin();
    nodes.add_backend(first);
    nodes.add_backend(second);
}

sub vcl_recv {
    set req.backend_hint = nodes.backend();
    # Varnish has written itself down as the last hop; the application is to see the reader.
    set req.http.X-Forwarded-For = regsub(req.http.X-Forwarded-For, ",[^,]*$", "");
    # Past its time an answer is served only when no application is ready: a reader never gets what an editor
    # has changed.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    }
    if (req.method == "PURGE") {
        # nginx stands on this machine as well, and says of each request how it came.
        if (client.ip !~ application || req.http.X-Forwarded-Proto) {
            return (synth(405, "Not allowed"));
        }
        ban("obj.http.X-Kept-For == " + req.http.Host);
        return (synth(200, "Purged"));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # Whoever is signed in, or has a message waiting, reads past the cache.
    if (req.http.Authorization || req.http.Cookie ~ "(^|; )(sessionid|messages|csrftoken)=") {
        return (pass);
    }
    unset req.http.Cookie;
    return (hash);
}

sub vcl_backend_response {
    set beresp.http.X-Kept-For = bereq.http.Host;
    set beresp.keep = 1d;
    set beresp.grace = 1d;
    if (beresp.status >= 500 && bereq.is_bgfetch) {
        # The old answer is better than an error.
        return (abandon);
    }
    # Texts are passed on when they are complete: a node that dies in the middle of one is not noticed.
    if (beresp.http.Content-Type ~ "(text|json|xml)") {
        set beresp.do_stream = false;
    }
    if (beresp.http.Set-Cookie || beresp.http.Cache-Control ~ "(private|no-store)" || beresp.status >= 500) {
        set beresp.uncacheable = true;
        set beresp.ttl = 5s;
    } else {
        # It names the request that was answered by the application, and not those that are answered from here.
        unset beresp.http.X-Request-ID;
    }
}

sub vcl_backend_fetch {
    # A node that has just died is not known to be: what only reads is asked of the other one.
    if (bereq.retries > 0) {
        set bereq.backend = nodes.backend();
    }
}

sub vcl_backend_error {
    if (bereq.retries < 2 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        return (retry);
    }
}

sub vcl_deliver {
    unset resp.http.X-Kept-For;
    # For caches alone. With the module xkey, ``set beresp.http.xkey = beresp.http.Surrogate-Key`` above, and
    # ``xkey.purge("page-7")`` drops one page.
    unset resp.http.Surrogate-Key;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
