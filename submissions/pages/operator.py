"""For the operator: are workers there, can code be run, how long is the queue, what failed."""

from flask import Blueprint, abort, render_template

from submissions import standings, workers
from submissions.service import release
from submissions.visitor import current_service, login_required, require_user

blueprint = Blueprint("operator", __name__, url_prefix="/operator")


@blueprint.get("")
@login_required
def health() -> str:
    """The state of the installation on one page."""
    if not require_user().operator:
        abort(404)
    service = current_service()
    with service.database.reading() as session:
        there = workers.present(session)
        return render_template(
            "operator.html",
            queue=standings.queue_health(session),
            workers=there,
            profiles=workers.profiles(there),
            no_code=workers.why_no_code(session),
            failed=standings.failures(session),
            release=release(),
            database=service.database.url.get_backend_name(),
        )
