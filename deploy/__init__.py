"""What a server needs beside the code: units, nginx, Varnish, an image, and a trial of all of it."""
