"""Figures for Prometheus."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from wagtail.models import Site

from home.models import HomePage
from relations.models import ArticlePage
from site_core.delivery import database
from site_core.models import OutdatedTranslation, WebhookEndpoint, WorkerHeartbeat
from site_core.published.models import Change
from tests.support.commands import ROOT

pytestmark = pytest.mark.django_db


def figures(client: Client) -> dict[str, float]:
    """Name and labels → value, of all that the site tells."""
    response = client.get("/-/metrics")
    assert response.status_code == 200
    found = {}
    for family in text_string_to_metric_families(response.content.decode()):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def test_requests_are_counted_by_part(client: Client, article: ArticlePage) -> None:
    before = figures(client)
    for url in (article.get_url(), "/en/nothing/", "/api/v2/pages/", "/admin/"):
        client.get(url)
    after = figures(client)

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert grown("liaison_requests_total{part=pages,status=200}") == 1
    assert grown("liaison_requests_total{part=pages,status=404}") == 1
    assert grown("liaison_requests_total{part=api,status=200}") == 1
    assert grown("liaison_requests_total{part=admin,status=302}") == 1
    assert grown("liaison_request_seconds_count{part=pages}") == 2


def test_the_kept_responses_are_counted(
    client: Client, article: ArticlePage, settings: Any
) -> None:
    settings.KEEP_RESPONSES = True
    before = figures(client)
    for _ in range(3):
        client.get(article.get_url())
    after = figures(client)
    hit = "liaison_kept_responses_total{outcome=hit}"
    assert after[hit] - before.get(hit, 0) == 2


def test_the_state_of_the_site_is_told(client: Client, article: ArticlePage) -> None:
    WorkerHeartbeat.objects.create(seen_at=timezone.now() - datetime.timedelta(seconds=90))
    article.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    article.save(update_fields=["expire_at"])
    found = figures(client)
    assert 90 <= found["liaison_worker_seen_seconds"] < 120
    assert found["liaison_schedule_overdue"] == 1
    assert found["liaison_public_pages{name=en}"] >= 1
    assert found["liaison_database_up"] == 1
    assert found["liaison_generation"] > 0


def test_searches_are_counted_by_what_came_of_them(client: Client, article: ArticlePage) -> None:
    before = figures(client)
    client.get("/api/v2/search/?q=nothinglikeit")
    client.get(f"/api/v2/search/?q={article.title}")
    after = figures(client)
    for outcome in ("found", "nothing"):
        name = f"liaison_search_seconds_count{{outcome={outcome}}}"
        assert after[name] - before.get(name, 0) == 1


def test_publications_are_told_by_kind(client: Client, article: ArticlePage) -> None:
    before = figures(client)
    article.title = "Another"
    article.save_revision().publish()
    article.unpublish()
    after = figures(client)
    for kind, number in {"updated": 1, "unpublished": 1, "deleted": 0}.items():
        name = f"liaison_public_changes{{name={kind}}}"
        assert after[name] - before[name] == number
    Change.objects.update(at=timezone.now() - datetime.timedelta(hours=2))
    assert figures(client)["liaison_public_changes{name=updated}"] == 0


def test_the_state_of_translations_is_told(
    client: Client, home: HomePage, serbian_home: HomePage, article: ArticlePage
) -> None:
    found = figures(client)
    assert found["liaison_translations{name=current}"] == 1
    assert found["liaison_translations{name=missing}"] == found["liaison_public_pages{name=en}"] - 1
    OutdatedTranslation.objects.create(page=serbian_home, source_changed_at=timezone.now())
    found = figures(client)
    assert found["liaison_translations{name=current}"] == 0
    assert found["liaison_translations{name=outdated}"] == 1


def test_deliveries_to_webhooks_are_told_by_outcome(client: Client, site: Site) -> None:
    endpoint = WebhookEndpoint(name="App", url="https://example.org/hook")
    endpoint.start_from_now()
    endpoint.parked_at = timezone.now()
    endpoint.save()
    for outcome in ("delivered", "delivered", "timeout"):
        endpoint.attempts.create(
            at=timezone.now(), event_type="published", milliseconds=1, outcome=outcome
        )
    found = figures(client)
    assert found["liaison_webhook_attempts{name=delivered}"] == 2
    assert found["liaison_webhook_attempts{name=timeout}"] == 1
    assert found["liaison_webhook_attempts{name=tls}"] == 0
    assert found["liaison_webhooks_parked"] == 1


def test_it_answers_without_a_database(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(database.breaker, "_outage", object())
    with django_assert_num_queries(0):
        found = figures(client)
    assert found["liaison_database_up"] == 0
    assert "liaison_generation" not in found


def test_the_dashboard_asks_for_what_there_is(client: Client, article: ArticlePage) -> None:
    client.get(article.get_url())
    client.get("/en/search/?q=about")
    told = (
        client.get("/-/metrics").content.decode() + "liaison_redis_up liaison_worker_seen_seconds"
    )
    dashboard = json.loads(Path(ROOT, "deploy/grafana.json").read_text())
    asked = {
        name
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in re.findall(r"liaison_\w+", target["expr"])
    }
    assert len(asked) >= 10
    assert {name for name in asked if name not in told} <= {"liaison_job_failures"}
