"""What is wrong with a file that people write (settings, policies), in words for whoever wrote it."""

from typing import Final

from pydantic_core import ErrorDetails

_WORDS: Final = {
    "missing": "is missing",
    "missing_argument": "is missing",
    "extra_forbidden": "is unknown here",
    "unexpected_keyword_argument": "is unknown here",
    "string_type": "must be a text in quotes",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "list_type": "must be a list in brackets",
    "tuple_type": "must be a list in brackets",
    "dict_type": "must be a section",
    "model_type": "must be a section",
    "dataclass_type": "must be a section",
}
"""By pydantic's types of errors (docs.pydantic.dev, Validation errors); the rest in its own words."""


def in_words(error: ErrorDetails) -> str:
    """The fault of one key. Never what stood there: it may be a secret."""
    return _WORDS.get(error["type"]) or error["msg"].removeprefix("Value error, ")


def unreadable(error: OSError | UnicodeDecodeError) -> str:
    """Why there is no text at all."""
    if isinstance(error, UnicodeDecodeError):
        return "is not text in UTF-8"
    return f"cannot be read: {error.strerror or type(error).__name__}"
