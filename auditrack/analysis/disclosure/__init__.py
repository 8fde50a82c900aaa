"""What in a text may tell who a person is, to be stopped before anything is public.

Pure: a text and the names of a watch-list in, hits out. It is an aid and no guarantee.
"""

from auditrack.analysis.disclosure.hit import Hit, Watched, fingerprint
from auditrack.analysis.disclosure.looking import hits_in

__all__ = ["Hit", "Watched", "fingerprint", "hits_in"]
