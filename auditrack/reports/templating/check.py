"""Whether a template will do: what makes a report over it refused, and what is said of it."""

from auditrack.reports.kit.kind import Kind
from auditrack.reports.templating.content import left_in_it, unsafe
from auditrack.reports.templating.findings import refuse
from auditrack.reports.templating.known_tokens import places_of, token_findings
from auditrack.reports.templating.package import TemplatePackage
from auditrack.reports.templating.templates import Template


def check(template: Template, kind: Kind) -> list[str]:
    """What whoever writes a report over the template is told: nothing, or a sentence each.

    Raises:
        RefusedError: it is damaged or unsafe, or holds a token that its kind does not know.
    """
    package = TemplatePackage(template.shown, template.content)
    wrong = [*unsafe(package), *token_findings(tuple(places_of(package)), kind)]
    if wrong:
        raise refuse(template.shown, wrong[0], len(wrong) - 1)
    return [
        f"The template {template.shown} {found.message}. {found.todo}"
        for found in left_in_it(package)
    ]
