"""A log whose reader's right is taken away while lines come (chmod 0 and the folder too), over a rotation, is read on once the right is back: each line once, or the loss is said."""

from unreadable import expect_each_line_once

expect_each_line_once(takes_folder=True)
