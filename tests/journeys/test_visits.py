"""Whole visits over the command line on real parts: unhappy ways first, then the main job."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.stand.stand import Stand
from hardware.simulator.card_file import CardFile
from tests.journeys.visiting import Told, card

pytestmark = pytest.mark.real

Visit = Callable[..., Told]


def test_a_visit_without_a_card_ends_with_exit_4(stand: Stand, visit: Visit) -> None:
    told = visit("report-loss", "--wait", "1")
    assert (told.code, told.end["outcome"], told.end["reason"]) == (4, "no_card", "no_card")
    assert told.end["submissions"] == []


def test_a_card_that_is_no_identity_document_ends_with_exit_4(stand: Stand, visit: Visit) -> None:
    stand.slot.put(card("social-security").card())
    told = visit("report-loss", "--wait", "3")
    assert (told.code, told.end["outcome"]) == (4, "no_card")


def test_a_card_pulled_during_the_read_ends_with_exit_4_and_says_so(stand: Stand, visit: Visit) -> None:
    stand.slot.put(card("wang-guilan", removed_after=1).card())
    told = visit("report-loss", "--wait", "3")
    assert (told.code, told.end["reason"]) == (4, "interrupted")


def test_an_expired_document_is_refused_with_a_reason(stand: Stand, visit: Visit) -> None:
    stand.slot.put(card("zhao-jianguo-expired").card())
    told = visit("report-loss", "--wait", "3")
    assert told.code in (3, 4)
    assert "expired" in told.end["reason"]


def test_a_child_alone_cannot_order_a_replacement(stand: Stand, visit: Visit) -> None:
    stand.slot.put(card("lin-xiaoyu").card())
    told = visit("report-and-replace", "--phone", "13800138000")
    assert told.code == 3
    assert "age" in told.end["reason"]


def test_a_store_that_cannot_be_opened_ends_with_exit_6(stand: Stand, visit: Visit, tmp_path: Path) -> None:
    config = stand.config.with_name("no-store.toml")
    text = stand.config.read_text(encoding="utf-8")
    config.write_text(text.replace('path = "store/outbox.db"', 'path = "/proc/version/outbox.db"'))
    told = visit("report-loss", config=config)
    assert (told.code, told.end["outcome"]) == (6, "store")


def test_without_a_printer_the_visit_completes_and_the_number_is_told(stand: Stand, visit: Visit) -> None:
    assert stand.printer is not None
    stand.printer.switch_power(False)
    stand.slot.put(card("smith-2017").card())
    told = visit("report-loss")
    assert (told.code, told.end["outcome"], told.end["reason"]) == (5, "device", "printer")
    assert "offer_paperless" in told.path
    assert [one["standing"] for one in told.end["submissions"]] == ["in_force"]
    assert told.end["receipt"] == told.end["submissions"][0]["number"]


def test_without_the_gateway_the_loss_is_kept_and_not_called_in_force(
    stand: Stand, visit: Visit, kiosk: Callable[..., "object"]
) -> None:
    assert stand.relay is not None
    stand.relay.cut()
    stand.slot.put(card("li-kahei-hong-kong").card())
    told = visit("report-loss")
    assert told.code == 0
    assert [(one["standing"], one["since"]) for one in told.end["submissions"]] == [("kept", None)]
    stand.relay.mend()
    synced = json.loads(kiosk("sync", "--once", "--json").stdout)  # type: ignore[attr-defined]
    assert (synced["in_force"], synced["trouble"]) == (1, "")


def test_the_main_job_leaves_two_acknowledged_submissions_and_two_receipts(
    stand: Stand, visit: Visit, newcomer: CardFile
) -> None:
    assert stand.printer is not None
    before = len(stand.printer.pieces)
    stand.slot.put(newcomer.card())
    told = visit("report-and-replace", "--phone", "13800138000")
    assert (told.code, told.end["outcome"]) == (0, "done"), told.complaints
    assert [(one["kind"], one["standing"], one["receipt"]) for one in told.end["submissions"]] == [
        ("loss_report", "in_force", "printed"),
        ("replacement", "in_force", "printed"),
    ]
    assert len(stand.printer.pieces) == before + 2


def test_a_second_visit_of_the_same_person_finds_the_new_card_in_production(
    stand: Stand, visit: Visit, newcomer: CardFile
) -> None:
    stand.slot.put(newcomer.card())
    assert visit("replace", "--phone", "13600136000").code == 0
    told = visit("report-loss")
    assert (told.code, told.end["reason"]) == (3, "in_production")


def test_progress_shows_what_was_filed_before(stand: Stand, visit: Visit, newcomer: CardFile) -> None:
    stand.slot.put(newcomer.card())
    assert visit("report-loss").code == 0
    told = visit("progress")
    assert (told.code, told.end["outcome"]) == (0, "done")
    assert "show_progress" in told.path


def test_a_found_card_is_released(stand: Stand, visit: Visit, newcomer: CardFile) -> None:
    stand.slot.put(newcomer.card())
    visit("report-loss")
    told = visit("release")
    assert told.code == 0, told
    assert [one["kind"] for one in told.end["submissions"]] == ["release"]


def test_outlets_and_what_to_bring_need_no_document(stand: Stand, visit: Visit) -> None:
    assert stand.printer is not None
    assert visit("outlets").code == 0
    before = len(stand.printer.pieces)
    told = visit("no-document")
    assert (told.code, told.end["outcome"]) == (0, "done")
    assert "what_to_bring" in told.path
    assert len(stand.printer.pieces) == before + 1


def test_a_receipt_of_an_earlier_visit_is_printed_again_on_any_day(
    stand: Stand, visit: Visit, newcomer: CardFile
) -> None:
    assert stand.printer is not None
    stand.slot.put(newcomer.card())
    visit("report-and-replace", "--phone", "13800138000")
    for _ in range(2):
        before = len(stand.printer.pieces)
        told = visit("reprint")
        assert (told.code, told.end["outcome"]) == (0, "done"), told
        assert len(stand.printer.pieces) == before + 1


def test_a_reprint_without_a_printer_is_not_called_done(
    stand: Stand, visit: Visit, newcomer: CardFile
) -> None:
    assert stand.printer is not None
    stand.slot.put(newcomer.card())
    visit("report-loss")
    stand.printer.switch_power(False)
    told = visit("reprint")
    assert (told.code, told.end["reason"]) == (5, "printer")


def test_an_outlet_that_is_not_offered_is_refused_by_name(
    stand: Stand, visit: Visit, newcomer: CardFile
) -> None:
    stand.slot.put(newcomer.card())
    told = visit("report-and-replace", "--phone", "13800138000", "--outlet", "nowhere")
    assert (told.code, told.end["reason"]) == (3, "outlet_not_offered"), told.path
