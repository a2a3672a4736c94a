"""One analysis per thing shown: a selection and the store in, a frozen result out; only here store meets methods."""

from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.history import history
from variation.analyses.selection import Selection
from variation.analyses.survey import survey
from variation.analyses.warming import survey_steps, warm

__all__ = ["Selection", "choices", "compare", "history", "survey", "survey_steps", "warm"]
