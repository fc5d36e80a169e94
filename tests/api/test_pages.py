"""The pages: they ask for nothing outside their own host, and names in them are text."""

from __future__ import annotations

import base64
import hashlib
import re

import httpx
import pytest

from graph.settings import Settings
from queries.catalogue import catalogue

PAGES = ("/", "/maps/mopac-roles")
LOADS = re.compile(
    r"""(?:src|srcset|poster|action|data|background)\s*=\s*["']?([^"'\s>]+)|<link[^>]+href\s*=\s*["']?([^"'\s>]+)"""
)


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_loads_nothing_from_another_host(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", answer.text, flags=re.DOTALL)
    loaded = [a or b for a, b in LOADS.findall(markup)]
    assert [u for u in loaded if re.match(r"(https?:)?//", u)] == []
    assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", answer.text)


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_has_a_policy_that_lets_in_no_script_but_its_own(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    scripts = re.findall(r"<script(?![^>]*type=.application/json)[^>]*>", answer.text)
    allowed = policy.get("script-src", "'self'").split()
    assert all(source in ("'self'", "'none'") or source.startswith("'sha256-") for source in allowed)
    assert not scripts or len(scripts) <= len(allowed)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", re.sub(r"<script.*?</script>", "", answer.text, flags=re.DOTALL))


async def test_the_policy_of_a_map_names_each_of_its_scripts(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def made(*args: object, **more: object) -> str:
        return "<html><script>draw()</script><script>more()</script></html>"

    monkeypatch.setattr("api.maps.make_map", made)
    policy = (await client.get("/maps/mopac-roles")).headers["content-security-policy"]
    hashes = [base64.b64encode(hashlib.sha256(text).digest()).decode() for text in (b"draw()", b"more()")]
    assert f"script-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}';" in policy


async def test_names_and_titles_are_text_never_markup(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    assert "<script" not in page
    assert "Report &lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;more&#34;" in page


async def test_the_home_page_leads_to_every_map_question_and_the_api(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    links = re.findall(r'href="([^"]+)"', page)
    assert {"/maps/mopac-roles", "/api/v1/openapi.json", "/api/v1/catalog"} <= set(links)
    for name in catalogue():
        assert f"/api/v1/queries/{name}" in links
    for link in links:
        if link.startswith("/"):
            status = (await client.get(link.replace("&amp;", "&"))).status_code
            # an example names something of the bundled register, which is not loaded here
            assert status == 200 or (status == 422 and "/rows" in link), link


async def test_settings_are_nowhere_shown(client: httpx.AsyncClient) -> None:
    for path in (*PAGES, "/api/v1/catalog", "/api/v1/openapi.json", "/readyz"):
        text = (await client.get(path)).text
        assert "password" not in text.lower()
        assert str(Settings(_env_file=None).data_dir) not in text
