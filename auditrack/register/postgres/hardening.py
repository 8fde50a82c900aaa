"""Roles that the database itself enforces, on plain PostgreSQL, where a board wants that.

Without it auditrack orders the work and whoever may sign in to the tables may change them. With it
the database sees to four things, whatever program asks:

* by row-level security a login sees and writes only organisations in which it holds a role;
* by trigger every entry follows from the one before it, by the hash too, is written under the
  login that signed in, and the records become what the entry says and nothing else;
* nobody but the owner of the tables changes or removes an entry or an earlier state of a record;
* roles and the board's settings are changed by administrators alone, and a login that only reads
  writes nothing but the log of what it exported.

Every finer rule stays auditrack's. The roles are those on record: `auditrack role set`.
"""

from collections.abc import Sequence

import psycopg

from auditrack.model.change import Refusal, RefusedError
from auditrack.register.identity import current_actor
from auditrack.register.postgres import problems
from auditrack.register.postgres.address import Address
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.opening import look_at_tables

OFFICERS = "auditrack_officers"
"""The role that every login of a board is made a member of."""

MARK = "held"
"""The function by which a hardened database is known."""

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = auditrack, pg_temp AS"

_FUNCTIONS = (
    # What a login holds, by the records themselves. `session_user` is who signed in, also in here.
    "CREATE INDEX IF NOT EXISTS documents_roles ON auditrack.documents (ref) WHERE tbl = 'roles'",
    # What an entry touched is looked up at every save, however large the register is.
    "CREATE INDEX IF NOT EXISTS documents_since ON auditrack.documents (org, since)",
    """CREATE OR REPLACE FUNCTION auditrack.held(wanted text) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = auditrack, pg_temp AS $$
  SELECT coalesce(array_agg(role), '{}')
  FROM documents, jsonb_array_elements_text(doc->'roles') AS role
  WHERE org = wanted AND tbl = 'roles' AND ref = session_user
$$""",
    """CREATE OR REPLACE FUNCTION auditrack.mine() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = auditrack, pg_temp AS $$
  SELECT org FROM documents
  WHERE tbl = 'roles' AND ref = session_user AND jsonb_array_length(doc->'roles') > 0
$$""",
    """CREATE OR REPLACE FUNCTION auditrack.is_owner() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = auditrack, pg_temp AS $$
  SELECT pg_has_role(session_user, relowner, 'member')
  FROM pg_catalog.pg_class WHERE oid = 'auditrack.heads'::pg_catalog.regclass
$$""",
    # Whether the transaction that is running wrote this entry.
    """CREATE OR REPLACE FUNCTION auditrack.being_written(organisation text, number bigint)
RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = auditrack, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM entries WHERE org = organisation AND n = number
    AND xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296)
$$""",
    f"""CREATE OR REPLACE FUNCTION auditrack.entry_follows() RETURNS trigger {_HEAD} $$
DECLARE
  head heads%ROWTYPE;
  said jsonb := NEW.body::jsonb;
  roles text[] := held(NEW.org);
BEGIN
  IF is_owner() THEN RETURN NEW; END IF;
  SELECT * INTO head FROM heads WHERE org = NEW.org;
  IF NEW.n <> head.n + 1 OR (said->>'n')::bigint <> NEW.n THEN
    RAISE EXCEPTION 'the entry is not the next one' USING ERRCODE = '42501';
  END IF;
  IF NEW.hash <> encode(sha256(convert_to(head.hash || NEW.body, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'the entry does not follow from the one before it' USING ERRCODE = '42501';
  END IF;
  IF said->>'login' IS DISTINCT FROM session_user::text THEN
    RAISE EXCEPTION 'the entry is in the name of another login' USING ERRCODE = '42501';
  END IF;
  IF (said->>'t')::bigint < head.t
    OR (said->>'t')::bigint > (extract(epoch FROM now()) * 1000)::bigint + 86400000 THEN
    RAISE EXCEPTION 'the entry has a time that cannot be' USING ERRCODE = '42501';
  END IF;
  IF NOT ('administrator' = ANY(roles)) AND EXISTS (
    SELECT 1 FROM jsonb_array_elements(said->'ops') AS op
    WHERE op->>'table' IN ('roles', 'board')) THEN
    RAISE EXCEPTION 'roles and settings are for an administrator' USING ERRCODE = '42501';
  END IF;
  IF roles <@ ARRAY['reader'] AND EXISTS (
    SELECT 1 FROM jsonb_array_elements(said->'ops') AS op WHERE op->>'table' <> 'exports') THEN
    RAISE EXCEPTION 'a reader writes nothing' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$""",
    # At the end of the transaction: the records of an entry are what it says, none more, none less.
    f"""CREATE OR REPLACE FUNCTION auditrack.records_follow() RETURNS trigger {_HEAD} $$
DECLARE
  wrong text;
BEGIN
  IF is_owner() THEN RETURN NULL; END IF;
  IF NOT EXISTS (SELECT 1 FROM heads WHERE org = NEW.org AND n = NEW.n AND hash = NEW.hash) THEN
    RAISE EXCEPTION 'the head was not moved to the entry' USING ERRCODE = '42501';
  END IF;
  WITH ops AS (
    SELECT op->>'table' AS tbl, op->>'id' AS ref, (op->>'rev')::integer AS rev,
      op->'fields' AS fields
    FROM jsonb_array_elements(NEW.body::jsonb->'ops') AS op),
  touched AS (SELECT tbl, ref, max(rev) AS rev, min(rev) AS first FROM ops GROUP BY tbl, ref),
  changes AS (
    SELECT DISTINCT ON (tbl, ref, name) tbl, ref, name, change->1 AS value
    FROM ops, jsonb_each(fields) AS field(name, change) ORDER BY tbl, ref, name, rev DESC),
  changed AS (
    SELECT tbl, ref,
      coalesce(jsonb_object_agg(name, value) FILTER (WHERE value <> 'null'), '{{}}') AS set_to,
      coalesce(array_agg(name) FILTER (WHERE value = 'null'), '{{}}') AS taken
    FROM changes GROUP BY tbl, ref),
  wanted AS (
    SELECT t.tbl, t.ref, t.rev, t.first, coalesce(c.set_to, '{{}}') AS set_to,
      coalesce(c.taken, '{{}}') AS taken,
      (SELECT e.doc FROM earlier e WHERE e.org = NEW.org AND e.ref = t.ref AND e.tbl = t.tbl
        AND e.rev = t.first - 1 AND e.until = NEW.n) AS was
    FROM touched t LEFT JOIN changed c ON (c.tbl, c.ref) = (t.tbl, t.ref))
  SELECT w.tbl || ' ' || w.ref INTO wrong FROM wanted w
  LEFT JOIN documents d
    ON d.org = NEW.org AND d.since = NEW.n AND d.ref = w.ref AND d.tbl = w.tbl
  WHERE d.since IS DISTINCT FROM NEW.n OR d.rev IS DISTINCT FROM w.rev
    OR (w.first > 1 AND w.was IS NULL)
    OR d.doc IS DISTINCT FROM (coalesce(w.was, '{{}}') - w.taken || w.set_to
      || jsonb_build_object('ref', w.ref, 'rev', w.rev))
  LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'a record is not what the entry says' USING ERRCODE = '42501';
  END IF;
  IF EXISTS (
    SELECT 1 FROM documents d WHERE d.org = NEW.org AND d.since = NEW.n AND NOT EXISTS (
      SELECT 1 FROM jsonb_array_elements(NEW.body::jsonb->'ops') AS op
      WHERE op->>'table' = d.tbl AND op->>'id' = d.ref)) THEN
    RAISE EXCEPTION 'a record was changed that the entry does not name' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$""",
    f"""CREATE OR REPLACE FUNCTION auditrack.record_has_entry() RETURNS trigger {_HEAD} $$
BEGIN
  IF is_owner() THEN RETURN NEW; END IF;
  IF NOT being_written(NEW.org, NEW.since) THEN
    RAISE EXCEPTION 'a record changes by an entry alone' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.org, NEW.ref, NEW.tbl, NEW.place) IS DISTINCT FROM
    (OLD.org, OLD.ref, OLD.tbl, OLD.place) THEN
    RAISE EXCEPTION 'a record keeps its reference' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$""",
    f"""CREATE OR REPLACE FUNCTION auditrack.earlier_was() RETURNS trigger {_HEAD} $$
BEGIN
  IF is_owner() THEN RETURN NEW; END IF;
  IF NOT being_written(NEW.org, NEW.until) OR NOT EXISTS (
    SELECT 1 FROM documents d WHERE (d.org, d.ref, d.tbl, d.rev, d.since, d.place, d.doc)
    = (NEW.org, NEW.ref, NEW.tbl, NEW.rev, NEW.since, NEW.place, NEW.doc)) THEN
    RAISE EXCEPTION 'what a record was is kept as it was' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$""",
    f"""CREATE OR REPLACE FUNCTION auditrack.offer_is_own() RETURNS trigger {_HEAD} $$
BEGIN
  IF is_owner() THEN RETURN NEW; END IF;
  IF NOT EXISTS (SELECT 1 FROM heads h WHERE (h.org, h.register, h.board)
    = (NEW.org, NEW.register, NEW.board)) THEN
    RAISE EXCEPTION 'an offer is in the name of another' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$""",
    f"""CREATE OR REPLACE FUNCTION auditrack.head_moves_on() RETURNS trigger {_HEAD} $$
BEGIN
  IF is_owner() THEN RETURN NEW; END IF;
  IF (NEW.org, NEW.register, NEW.board, NEW.header, NEW.header_hash, NEW.generation, NEW.state)
    IS DISTINCT FROM
    (OLD.org, OLD.register, OLD.board, OLD.header, OLD.header_hash, OLD.generation, OLD.state)
    OR NEW.n <> OLD.n + 1 OR NOT being_written(NEW.org, NEW.n) OR NOT EXISTS (
      SELECT 1 FROM entries WHERE org = NEW.org AND n = NEW.n AND hash = NEW.hash
      AND (body::jsonb->>'t')::bigint = NEW.t) THEN
    RAISE EXCEPTION 'the head moves to the next entry alone' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$""",
)

_TRIGGERS = (
    ("entry_follows", "BEFORE INSERT ON auditrack.entries FOR EACH ROW"),
    ("record_has_entry", "BEFORE INSERT OR UPDATE ON auditrack.documents FOR EACH ROW"),
    ("earlier_was", "BEFORE INSERT ON auditrack.earlier FOR EACH ROW"),
    ("offer_is_own", "BEFORE INSERT OR UPDATE ON auditrack.offers FOR EACH ROW"),
    ("head_moves_on", "BEFORE UPDATE ON auditrack.heads FOR EACH ROW"),
)

_GRANTS = (
    f"GRANT USAGE ON SCHEMA auditrack TO {OFFICERS}",
    f"GRANT SELECT ON auditrack.versions TO {OFFICERS}",
    f"GRANT SELECT, UPDATE (n, hash, t) ON auditrack.heads TO {OFFICERS}",
    f"GRANT SELECT, INSERT ON auditrack.entries, auditrack.earlier, auditrack.kept_files"
    f" TO {OFFICERS}",
    f"GRANT SELECT, INSERT, UPDATE ON auditrack.documents, auditrack.counters TO {OFFICERS}",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON auditrack.offers TO {OFFICERS}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA auditrack FROM PUBLIC",
    "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA auditrack FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION auditrack.held(text), auditrack.mine() TO {OFFICERS}",
)

_OWN = ("heads", "entries", "documents", "earlier", "counters", "kept_files")
"""The tables of which a login sees its own organisations' rows alone."""

_LEAKPROOF = (
    # Behind row-level security an index serves only what cannot betray other rows. These compare,
    # and say nothing of what they compare; a superuser alone may say so.
    "ALTER FUNCTION pg_catalog.jsonb_contains(jsonb, jsonb) LEAKPROOF",
    "ALTER FUNCTION pg_catalog.textlike(text, text) LEAKPROOF",
)


def statements() -> tuple[str, ...]:
    """Everything that hardening does, in order; each may be run again."""
    own = "org IN (SELECT auditrack.mine())"
    made: list[str] = [*_FUNCTIONS, *_GRANTS]
    for name, on in _TRIGGERS:
        table = on.partition(" ON ")[2].partition(" ")[0]
        made.append(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        made.append(f"CREATE TRIGGER {name} {on} EXECUTE FUNCTION auditrack.{name}()")
    made.append("DROP TRIGGER IF EXISTS records_follow ON auditrack.entries")
    made.append(
        "CREATE CONSTRAINT TRIGGER records_follow AFTER INSERT ON auditrack.entries"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION auditrack.records_follow()"
    )
    for table in _OWN:
        made += _policies(table, own, own)
    made += _policies("offers", "EXISTS (SELECT auditrack.mine())", own)
    return tuple(made)


def _policies(table: str, seen: str, written: str) -> Sequence[str]:
    return (
        f"ALTER TABLE auditrack.{table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS seen ON auditrack.{table}",
        f"DROP POLICY IF EXISTS made ON auditrack.{table}",
        f"DROP POLICY IF EXISTS changed ON auditrack.{table}",
        f"DROP POLICY IF EXISTS removed ON auditrack.{table}",
        f"CREATE POLICY seen ON auditrack.{table} FOR SELECT USING ({seen})",
        f"CREATE POLICY made ON auditrack.{table} FOR INSERT WITH CHECK ({written})",
        f"CREATE POLICY changed ON auditrack.{table} FOR UPDATE USING ({written})"
        f" WITH CHECK ({written})",
        f"CREATE POLICY removed ON auditrack.{table} FOR DELETE USING ({written})",
    )


def is_hardened(link: Link) -> bool:
    """Whether the database enforces roles.

    Raises:
        RefusedError: The server is gone.
    """
    rows = link.read(
        "SELECT 1 FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n"
        " ON n.oid = p.pronamespace WHERE n.nspname = 'auditrack' AND p.proname = %s",
        (MARK,),
    )
    return bool(rows)


def all_statements() -> tuple[str, ...]:
    """The same with the role that comes before and what a superuser may add, for reading."""
    once = f"-- Once for the server, where it is not there yet: CREATE ROLE {OFFICERS} NOLOGIN"
    leakproof = "-- What a superuser may add, so that searches stay quick"
    return (once, *statements(), leakproof, *_LEAKPROOF)


def harden_database(address: Address) -> tuple[str, ...]:
    """Have a database enforce roles; what there is to know afterwards, in sentences.

    Raises:
        RefusedError: It is not reached, an organisation has no administrator, or this role does
            not own the tables.
    """
    link = Link(address, f"auditrack {current_actor().login}")
    try:
        look_at_tables(link)
        return harden(link)
    finally:
        link.close()


def harden(link: Link) -> tuple[str, ...]:
    """Have the database enforce roles; what there is to know afterwards, in sentences.

    Raises:
        RefusedError: An organisation has no administrator, or this role does not own the tables.
    """
    _needs_administrators(link)
    told: list[str] = []
    try:
        _make_officers(link)
        with link.transaction() as connection:
            for statement in statements():
                connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        raise RefusedError(
            problems.no_right(link.address, "harden it; its owner does that, who may make roles")
        ) from None
    except psycopg.Error as problem:
        raise link.refused(problem, "harden it") from None
    try:
        with link.transaction() as connection:
            for statement in _LEAKPROOF:
                connection.execute(statement)
    except psycopg.Error:
        told.append(
            "Searches and lists take longer for logins that are held to their organisation: a "
            "superuser of the database may mend that with: " + "; ".join(_LEAKPROOF)
        )
    told.append(
        f"Every login of a board must be a member of {OFFICERS}: GRANT {OFFICERS} TO its_login"
    )
    return tuple(told)


def _make_officers(link: Link) -> None:
    """The role is one for the whole server: another of its databases may have made it."""
    known = ("SELECT 1 FROM pg_roles WHERE rolname = %s", (OFFICERS,))
    if link.read(*known):
        return
    try:
        link.connection().execute(f"CREATE ROLE {OFFICERS} NOLOGIN")
    except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        return


def _needs_administrators(link: Link) -> None:
    rows = link.read(
        "SELECT h.org FROM heads h WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.org = h.org"
        " AND d.tbl = 'roles' AND d.doc @> %s::jsonb) ORDER BY h.org",
        ('{"roles": ["administrator"]}',),
    )
    if rows:
        named = ", ".join(str(org) for (org,) in rows[:5])
        raise RefusedError(
            Refusal(
                "no-administrator",
                f"Nobody would be let into {named} any more: no login is its administrator.",
                todo="Name one in each organisation first: auditrack role set LOGIN administrator",
            )
        )
