"""Where the admin is answered: on every host and to everybody, or as the settings narrow it."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponseNotFound
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase

from site_core import prefixes
from site_core.delivery.throttling import peer_address

#: What editors and administrators use. Wagtail's API v3 can write.
_PREFIXES = (prefixes.ADMIN, prefixes.API_V3)


class AdminDoorMiddleware:
    """404 for the admin where ``PUBLIC_ONLY``, ``ADMIN_HOSTS`` or ``ADMIN_NETWORKS`` say so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not (settings.PUBLIC_ONLY or settings.ADMIN_HOSTS or settings.ADMIN_NETWORKS):
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.networks = [ip_network(network) for network in settings.ADMIN_NETWORKS]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_admin = request.path_info.startswith(_PREFIXES) or f"{request.path_info}/" in _PREFIXES
        is_open = self._is_open(request)
        request.admin_is_open = is_open  # type: ignore[attr-defined] # whether one can be sent there
        if is_admin and not is_open:
            return HttpResponseNotFound("Not found.\n", content_type="text/plain")
        return self.get_response(request)

    def _is_open(self, request: HttpRequest) -> bool:
        if settings.PUBLIC_ONLY:
            return False
        host, _port = split_domain_port(request.META.get("HTTP_HOST", "").lower())
        if settings.ADMIN_HOSTS and host not in settings.ADMIN_HOSTS:
            return False
        if not self.networks:
            return True
        try:
            address = ip_address(peer_address(request.META))
        except ValueError:
            return False
        return any(address in network for network in self.networks)
