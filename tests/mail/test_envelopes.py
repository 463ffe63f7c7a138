from email import message_from_bytes
from email.policy import default

import pytest

from returns_app.mail.envelopes import Attachment, BadEnvelope, mailbox, pack
from returns_app.mail.letters import CODE_IMAGE
from tests.mail.making import code_label, envelope, link


def received(packed):
    return message_from_bytes(packed.as_bytes(), policy=default)


def test_a_mail_has_text_then_html_with_its_picture_then_the_document():
    mail = received(pack(envelope()))
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    picture = next(part for part in mail.walk() if part.get_content_type() == "image/png")
    assert picture["Content-ID"] == f"<{CODE_IMAGE}>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content() == envelope().images[CODE_IMAGE]
    document = next(mail.iter_attachments())
    assert document.get_filename() == "RMA-7K3M-Q9TX.pdf"
    assert document.get_content() == envelope().attachments[0].content


def test_a_mail_without_picture_and_document_is_an_alternative_of_two():
    mail = received(pack(envelope(link())))
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_the_headers_are_those_of_an_automatic_mail_that_can_be_answered():
    mail = received(pack(envelope()))
    assert mail["From"] == "Noordlicht Outdoor <returns@noordlicht-outdoor.example>"
    assert mail["To"] == "Anna de Vries <anna@customer.example>"
    assert mail["Reply-To"] == "Noordlicht Outdoor <service@noordlicht-outdoor.example>"
    assert mail["Message-ID"] == "<0001@noordlicht-outdoor.example>"
    assert mail["Date"] == "Mon, 23 Nov 2026 03:00:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "en"
    assert mail["Subject"] == "Your return label: RMA-7K3M-Q9TX"


def test_nothing_typed_adds_a_header():
    evil = "x\r\nBcc: spy@y.test\r\n\r\n<b>"
    mail = received(
        pack(envelope(code_label(number=evil), recipient_name=evil, sender_name=evil, message_id=f"<{evil}>"))
    )
    assert mail["Bcc"] is None
    assert "<b>" not in mail.get_body(("plain",)).get_content().split("\n")[0]
    assert sorted(mail.keys()) == sorted(
        (
            "From",
            "To",
            "Reply-To",
            "Subject",
            "Date",
            "Message-ID",
            "Content-Language",
            "Auto-Submitted",
            "Content-Type",
            "MIME-Version",
        )
    )


@pytest.mark.parametrize("name", ("Müller, Jürgen", "李 雷", 'Anna "A" <x@y.test>', "N" * 400, "\u202eAnna"))
def test_any_name_arrives_as_it_is(name):
    mail = received(pack(envelope(recipient_name=name)))
    (address,) = mail["To"].addresses
    assert address.addr_spec == "anna@customer.example"
    assert address.display_name == name.removeprefix("\u202e")


@pytest.mark.parametrize(
    "address",
    (
        "",
        "anna",
        "anna@",
        "@customer.example",
        "a@b.test, c@d.test",
        "a b@c.test",
        "a@b.test\r\nBcc: x@y.test",
        "a@b..test",
        "Anna <a@b.test>",
    ),
)
def test_what_is_no_single_address_is_refused(address):
    with pytest.raises(BadEnvelope):
        pack(envelope(recipient=address))


def test_an_international_domain_is_written_in_ascii():
    assert mailbox("anna@müller.example").addr_spec == "anna@xn--mller-kva.example"


def test_what_the_mail_announces_has_to_be_there():
    with pytest.raises(BadEnvelope, match=CODE_IMAGE):
        pack(envelope(images={}))
    with pytest.raises(BadEnvelope, match=r"RMA-7K3M-Q9TX\.pdf"):
        pack(envelope(attachments=()))


def test_the_name_of_a_document_is_made_safe():
    extra = Attachment('../a"\r\nX: y.pdf', b"%PDF")
    names = [
        part.get_filename()
        for part in received(pack(envelope(attachments=(*envelope().attachments, extra)))).iter_attachments()
    ]
    assert names == ["RMA-7K3M-Q9TX.pdf", "a-X-y.pdf"]
