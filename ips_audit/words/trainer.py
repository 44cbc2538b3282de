"""Sentences of the trainer's room."""

STORIES = "For trainers: open a story"
WHICH_STORY = "Story"
OPEN_STORY = "Open this story"
NO_SUCH_STORY = "The link names a story that does not exist. Choose one below under “For trainers”."
BACKGROUND = "The story"
QUESTIONS = "Questions to ask the group"
HIDE = "Hide the results until I am ready"
LARGE = "Large text for a room"
HIDDEN = "The results are hidden. Switch “{switch}” off when the group is ready."
LOOK_AT = "Look at"
VIEWS = ("The results", "What if", "Chance alone")
HANDOUT = "One-page handout (.docx)"
