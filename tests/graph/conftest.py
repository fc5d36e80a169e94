"""Property tests give the same examples in every run and on every machine, however busy it is."""

from __future__ import annotations

import hypothesis

hypothesis.settings.register_profile("safegov", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=2000)  # --hypothesis-profile=search
hypothesis.settings.load_profile("safegov")
