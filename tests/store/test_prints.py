"""The print journal, in the printer's own words."""

from pathlib import Path

from hardware.printer.journal import FINISHED, JobState, Journal, JournalEntry
from kiosk.store.prints import PrintJournal
from kiosk.store.store import Store
from tests.store.stand import HandClock, opened

NUMBER = "HZ01-000001-9"


def journal_of(store: Store) -> Journal:
    journal: PrintJournal[JobState, JournalEntry] = store.print_journal(JobState, JournalEntry, FINISHED)
    return journal


def test_an_attempt_that_was_never_recorded_has_no_state(store: Store) -> None:
    assert journal_of(store).state(NUMBER, 1) is None


def test_what_was_under_way_at_a_power_cut_is_unfinished_afterwards(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    journal = journal_of(store)
    for attempt, states in (
        (1, [JobState.CREATED, JobState.SEND_STARTED, JobState.UNKNOWN]),
        (2, [JobState.CREATED, JobState.SEND_STARTED]),
        (
            3,
            [
                JobState.CREATED,
                JobState.SEND_STARTED,
                JobState.SENT,
                JobState.PRINTED,
                JobState.CUT,
                JobState.DONE,
            ],
        ),
        (4, [JobState.FAILED_NOTHING_SENT]),
        (5, [JobState.VOIDED]),
    ):
        for state in states:
            journal.record(NUMBER, attempt, state)
    store.close()
    store = opened(path, clock)
    assert list(journal_of(store).unfinished()) == [
        JournalEntry(NUMBER, 1, JobState.UNKNOWN),
        JournalEntry(NUMBER, 2, JobState.SEND_STARTED),
    ]
    assert journal_of(store).state(NUMBER, 3) is JobState.DONE
    store.close()


def test_the_oldest_attempt_comes_first_whatever_its_number(store: Store) -> None:
    journal = journal_of(store)
    for key in ("HZ01-000002-7", NUMBER):
        journal.record(key, 1, JobState.SENT)
    journal.record("HZ01-000002-7", 1, JobState.PRINTED)
    assert [entry.key for entry in journal.unfinished()] == ["HZ01-000002-7", NUMBER]
