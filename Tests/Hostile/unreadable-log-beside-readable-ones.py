"""A known log that may no longer be opened keeps no readable log of its source from being read after a new start."""

from unreadable import expect_each_line_once

expect_each_line_once(takes_folder=False)
