"""Attacks on GraphQL servers that OWASP names, against `kopukm serve` in production: see docs/security.md."""

from __future__ import annotations

import json

import pytest

from kopukm_graphql.node import global_id
from office import PASSWORD
from production_office import GUNUNG, JONGGOL, Office, codes


def login(alias: str, password: str) -> str:
    return (
        f'{alias}: logIn(input: {{loginName: "budi", password: "{password}"}}) '
        "{ problems { code } result { token } }"
    )


def test_many_passwords_in_one_request_are_throttled_as_in_many_requests(office: Office) -> None:
    guesses = [*(f"tebakan nomor {number}" for number in range(12)), PASSWORD]
    answer = office.post(f"mutation {{ {' '.join(login(f'a{n}', each) for n, each in enumerate(guesses))} }}")
    wrong = [each for each in answer.json()["data"].values() if each is not None]
    assert len(wrong) == 5
    assert all(each["result"] is None and each["problems"] == [{"code": "WRONG_LOGIN"}] for each in wrong)
    assert codes(answer) == ["TOO_MANY_REQUESTS"] * 8, "the right password among them did not get in"


def test_more_guesses_than_root_fields_are_refused_whole(office: Office) -> None:
    document = f"mutation {{ {' '.join(login(f'a{number}', 'tebakan') for number in range(21))} }}"
    hidden = "mutation { ...F } fragment F on Mutation { " + document.removeprefix("mutation { ")
    for text in (document, hidden):
        assert "LIMIT_ROOT_FIELDS" in codes(office.post(text))
        assert "data" not in office.post(text).json()


def test_an_array_of_operations_is_refused_and_none_runs(office: Office) -> None:
    draft = (
        'mutation { saveDraft(command: "siopik.register_cooperative", input: {name: "X"}, name: "batch") }'
    )
    body = [{"query": draft}, {"query": "{ me { key } }"}]
    answer = office.client.post("/graphql", json=body, headers=office.headers("siti"))
    assert (answer.status_code, codes(answer)) == (400, ["BAD_REQUEST"])
    drafts = office.post("{ me { drafts { name } } }", "siti").json()["data"]["me"]["drafts"]
    assert {"name": "batch"} not in drafts


CIRCLE = "{ me { ...A } } fragment A on Me { ...B } fragment B on Me { ...A }"
OVERLOADS = {
    "fields repeated": ("{ me { " + "key " * 501 + "} }", "LIMIT_FIELDS"),
    "aliases": ("{ me { " + " ".join(f"a{n}: key" for n in range(51)) + " } }", "LIMIT_ALIASES"),
    "directives": ("{ me { key " + "@include(if: true) " * 51 + "} }", "LIMIT_DIRECTIVES"),
    "unknown directives": ("{ me { key " + "@aa " * 1000 + "} }", "LIMIT_DIRECTIVES"),
    "circular fragments": (
        "{ me { ...A } } fragment A on Me { ...B } fragment B on Me { ...A }",
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "depth": ('{ region(code: "32") ' + "{ parent " * 20 + "{ code }" + " }" * 20 + " }", "LIMIT_DEPTH"),
    "depth by fragments": (
        '{ region(code: "32") { ...F0 } } '
        + " ".join(f"fragment F{n} on Region {{ parent {{ ...F{n + 1} }} }}" for n in range(20))
        + " fragment F20 on Region { code }",
        "LIMIT_DEPTH",
    ),
    "lists within lists": (
        '{ region(code: "32") { children(first: 100) { nodes { children(first: 100) { nodes { '
        "cooperatives(first: 100) { nodes { name } } } } } } } }",
        "LIMIT_COST",
    ),
    "tokens": ("{ " + "me " * 5001 + "}", "LIMIT_TOKENS"),
    "comments": ("#\n" * 501 + "{ me { key } }", "LIMIT_COMMENTS"),
    "text": ("{ me { key } } #" + "x" * 100_000, "LIMIT_CHARACTERS"),
    "deep introspection": (
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        "LIMIT_INTROSPECTION_LISTS",
    ),
}


@pytest.mark.parametrize("attack", OVERLOADS)
def test_a_document_that_asks_for_too_much_is_refused_before_it_runs(office: Office, attack: str) -> None:
    document, code = OVERLOADS[attack]
    answer = office.post(document, "dewi")
    assert answer.status_code == 400
    assert set(codes(answer)) == {code}
    assert "data" not in answer.json()


@pytest.mark.parametrize("first", [101, 99_999_999, 2**31 - 1, -1])
def test_a_page_is_never_larger_than_a_hundred(office: Office, first: int) -> None:
    given = office.post("query($n: Int) { siopik { cooperatives(first: $n) { nodes { name } } } }", n=first)
    assert codes(given) == ["BAD_USER_INPUT"]
    written = office.post(f"{{ regions(first: {first}) {{ nodes {{ name }} }} }}")
    assert codes(written)[0] in ("BAD_USER_INPUT", "LIMIT_COST")


INTROSPECTIONS = (
    "{ __schema { types { name } } }",
    '{ __type(name: "Account") { fields { name } } }',
    '{ a: __type(name: "Account") { name } me { key } }',
    "{ ...F } fragment F on Query { __schema { queryType { name } } }",
    '{ ... on Query { ... { x: __type(name: "Me") { name } } } }',
    "query A { me { key } } query B { __schema { queryType { name } } }",
    "query($yes: Boolean = false) { me { key } __schema @include(if: $yes) { queryType { name } } }",
)


@pytest.mark.parametrize("who", ["", "siti"])
@pytest.mark.parametrize("document", INTROSPECTIONS)
def test_no_way_of_writing_it_shows_the_schema(office: Office, document: str, who: str) -> None:
    body = {"query": document, "operationName": "A" if "query A" in document else None}
    posted = office.client.post("/graphql", json=body, headers=office.headers(who))
    given = {"query": document, **({"operationName": "A"} if "query A" in document else {})}
    got = office.client.get("/graphql", params=given, headers=office.headers(who))
    for answer in (posted, got):
        assert codes(answer) == ["INTROSPECTION_DISABLED"]
        assert "Account" not in answer.text


MISSPELT = {
    "{ mee { key } }": '"me"',
    "{ me { kye } }": '"key"',
    '{ region(cod: "32") { name } }': '"code"?',
    "query($a: AccountFilte) { accounts(where: $a) { totalCount } }": "AccountFilter",
    "{ siopik { cooperatives(order: NAME_ASCC) { totalCount } } }": "NAME_ASC,",
    "{ siopik { cooperativess { totalCount } } }": '"cooperatives"',
    "{ me { ... on Cooperativ { name } } }": "Cooperative",
}
"""A document with a slip, and the name that a helpful server would tell."""


@pytest.mark.parametrize("document", MISSPELT)
def test_a_misspelt_name_is_not_corrected(office: Office, document: str) -> None:
    answer = office.post(document)
    told = " ".join(error["message"] for error in answer.json()["errors"])
    assert answer.status_code == 400
    assert "Did you mean" not in told
    assert MISSPELT[document] not in told.replace("'", '"').replace(document, "")


NODES = "query($id: ID!) { node(id: $id) { __typename id } }"


@pytest.mark.parametrize("who", ["", "siti", "budi", "dewi"])
@pytest.mark.parametrize("kind", ["YearlyReport", "Officer", "Account", "AccessToken"])
def test_the_id_of_somebody_elses_record_is_as_good_as_none(office: Office, kind: str, who: str) -> None:
    hidden = office.post(NODES, who, id=office.ids[kind])
    missing = office.post(NODES, who, id=global_id(kind, 987_654))
    assert hidden.json() == missing.json() == {"data": {"node": None}}
    if kind != "AccessToken":
        assert (
            office.post(NODES, "joko", id=office.ids[kind]).json()["data"]["node"]["id"] == office.ids[kind]
        )


def test_what_is_masked_stays_masked_by_every_way_to_it(office: Office) -> None:
    ways = (
        "query($id: ID!) { node(id: $id) { ... on Cooperative { phone officers { name } yearlyReports { assets } } } }",
        "query($id: ID!) { siopik { cooperative(id: $id) { phone officers { name } yearlyReports { assets } } } }",
        f'query($id: ID) {{ region(code: "{JONGGOL}") {{ cooperatives {{ nodes {{ phone officers {{ name }} '
        "yearlyReports { assets } } edges { node { phone officers { name } } } } } "
        "siopik { cooperative(id: $id) { id } } }",
    )
    for document in ways:
        seen = office.post(document, "joko", id=office.ids["Cooperative"])
        assert "Rahasia" in seen.text
        for who in ("", "siti", "budi", "dewi"):
            text = office.post(document, who, id=office.ids["Cooperative"]).text
            assert not any(secret in text for secret in ("Rahasia", "215550123", "777000111")), who


def test_an_officer_of_another_kecamatan_changes_nothing(office: Office) -> None:
    correct = "mutation($input: CorrectCooperativeInput!) { correctCooperative(input: $input) { problems { code } } }"
    given = {"cooperativeId": office.ids["Cooperative"], "name": "Milik Siti"}
    for who in ("siti", "budi", "dewi", ""):
        answer = office.post(correct, who, input=given)
        refused = codes(answer) or [
            each["code"] for each in answer.json()["data"]["correctCooperative"]["problems"]
        ]
        assert refused[0] in ("FORBIDDEN", "UNAUTHENTICATED", "NOT_FOUND"), answer.text
    name = "query($id: ID!) { siopik { cooperative(id: $id) { name } } }"
    answer = office.post(name, id=office.ids["Cooperative"])
    assert answer.json()["data"]["siopik"]["cooperative"]["name"] == f"KSU Maju {JONGGOL}"
    move = {"name": "KSU Selundup", "nik": "3201069990001", "regionCode": JONGGOL}
    register = (
        "mutation($input: RegisterCooperativeInput!) { registerCooperative(input: $input) { replayed } }"
    )
    assert codes(office.post(register, "siti", input=move)) == ["FORBIDDEN"]


@pytest.mark.parametrize("extra", ["id", "partyId", "recordedAt", "createdBy", "sortKey"])
def test_an_input_takes_no_field_that_is_not_declared(office: Office, extra: str) -> None:
    document = (
        "mutation($input: RegisterCooperativeInput!) { registerCooperative(input: $input) { replayed } }"
    )
    answer = office.post(
        document, "siti", input={"name": "KSU Isi", "nik": "3201079990002", "regionCode": GUNUNG, extra: "1"}
    )
    assert codes(answer) == ["BAD_USER_INPUT"]


def test_a_token_in_the_address_a_cookie_or_the_body_is_nobodys(office: Office) -> None:
    token = office.tokens["siti"]
    names = ("token", "access_token", "authorization", "Authorization")
    for name in names:
        address = {"query": "{ me { kind } }", name: f"Bearer {token}"}
        assert office.client.get("/graphql", params=address).json()["data"]["me"]["kind"] == "anonymous"
        cookie = {"cookie": f"{name}={token}"}
        answer = office.client.post("/graphql", json={"query": "{ me { kind } }"}, headers=cookie)
        assert answer.json()["data"]["me"]["kind"] == "anonymous"
        assert "set-cookie" not in answer.headers
        body = {"query": "{ me { kind } }", "extensions": {name: token}}
        assert office.client.post("/graphql", json=body).json()["data"]["me"]["kind"] == "anonymous"


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/graphql",
        "text/plain; application/json",
        "",
    ],
)
def test_a_form_or_text_of_another_site_is_not_taken(office: Office, content_type: str) -> None:
    body = json.dumps({"query": "mutation { logOut { replayed } }"}).encode()
    answer = office.client.post(
        "/graphql", content=body, headers={**office.headers("joko"), "content-type": content_type}
    )
    assert (answer.status_code, codes(answer)) == (415, ["UNSUPPORTED_MEDIA_TYPE"])
    assert office.post("{ me { kind } }", "joko").json()["data"]["me"]["kind"] == "person"


def test_get_changes_nothing(office: Office) -> None:
    answer = office.client.get(
        "/graphql", params={"query": "mutation { logOut { replayed } }"}, headers=office.headers("joko")
    )
    assert (answer.status_code, codes(answer)) == (405, ["METHOD_NOT_ALLOWED"])
    assert office.post("{ me { kind } }", "joko").json()["data"]["me"]["kind"] == "person"


@pytest.mark.parametrize(
    "path", ["/graphiql", "/graphql/", "/playground", "/graphql/console", "/", "/static/app.js"]
)
def test_production_shows_no_tool_and_no_page(office: Office, path: str) -> None:
    answer = office.client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "GraphiQL" not in answer.text
    assert office.client.get("/graphql", headers={"accept": "text/html"}).status_code == 406
