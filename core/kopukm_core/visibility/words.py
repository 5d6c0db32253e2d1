"""A visibility rule as an Indonesian sentence, for `explain` and for documents about an installation."""

from __future__ import annotations

from kopukm_core.visibility.rules import (
    AllOf,
    AnyOf,
    Everyone,
    Granted,
    Nobody,
    Own,
    OwnAccount,
    OwnActor,
    Rule,
    Through,
    Where,
)


def rule_words(rule: Rule) -> str:
    """Who sees, in words: `pemegang izin siopik.read_reports di wilayah region_id, atau anggota pihaknya`."""
    match rule:
        case Everyone():
            return "semua orang"
        case Nobody():
            return "tidak seorang pun"
        case Granted(permission, None):
            return f"pemegang izin {permission}"
        case Granted(permission, region):
            return f"pemegang izin {permission} di wilayah {region}"
        case Own(party):
            return f"anggota pihaknya ({party})"
        case OwnAccount(account):
            return f"pemilik akunnya ({account})"
        case OwnActor(actor):
            return f"yang mencatatnya ({actor})"
        case Where(column, value):
            return f"{column} = {value!r}"
        case AnyOf(rules):
            return "(" + ", atau ".join(rule_words(one) for one in rules) + ")"
        case AllOf(rules):
            return "(" + ", dan ".join(rule_words(one) for one in rules) + ")"
        case Through(key, model, None):
            return f"seperti {model.__name__} yang ditunjuk {key}"
        case Through(key, model, inner):
            return f"{model.__name__} yang ditunjuk {key}: {rule_words(inner)}" if inner else ""
    return type(rule).__name__
