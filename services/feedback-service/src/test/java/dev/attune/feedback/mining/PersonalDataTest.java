package dev.attune.feedback.mining;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What must go and what must stay, in three languages. */
class PersonalDataTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Write to anna.lee+shop@mail.example.org today. | Write to [EMAIL] today.",
                "Schreib an jörg@müller-söhne.de! | Schreib an [EMAIL]!",
                "راسلني على sara@example.com من فضلك | راسلني على [EMAIL] من فضلك",
                "See https://anna:secret@example.org/path?q=1. | See [URL].",
                "Meine IBAN ist DE89 3704 0044 0532 0130 00 und gut. | Meine IBAN ist [IBAN] und gut.",
                "IBAN: gb82west12345698765432 | IBAN: [IBAN]",
                "حسابي SA0380000000608010167519 | حسابي [IBAN]",
                "My card is 4111 1111 1111 1111, ok? | My card is [CARD], ok?",
                "Karte 5500-0000-0000-0004 | Karte [CARD]",
                "بطاقتي ٤١١١ ١١١١ ١١١١ ١١١١ | بطاقتي [CARD]",
                "My address is 203.0.113.7 now. | My address is [IP] now.",
                "from 2001:db8::8a2e:370:7334, | from [IP],",
                "Call +1 (415) 555-2671 now | Call [PHONE] now",
                "Ruf 0171/1234567 an | Ruf [PHONE] an",
                "Ruf 030 901820 an | Ruf [PHONE] an",
                "0049 30 901820 | [PHONE]",
                "415-555-2671 is mine | [PHONE] is mine",
                "هاتفي 0501234567 | هاتفي [PHONE]",
                "رقمي ٠٥٠١٢٣٤٥٦٧ | رقمي [PHONE]",
                "اتصل على +٩٦٦ ٥٠ ١٢٣ ٤٥٦٧ | اتصل على [PHONE]",
                "My phone number is 5552671. | My phone number is [PHONE].",
                "My name is Anna Lee and I ask | My name is [NAME] and I ask",
                "my name is peter, help | my name is [NAME], help",
                "Ich heiße Jürgen Groß-Klein. | Ich heiße [NAME].",
                "Mein Name ist anna. | Mein Name ist [NAME].",
                "اسمي أحمد علي. | اسمي [NAME].",
                "اسمي سارة وأريد المساعدة | اسمي [NAME] وأريد المساعدة",
                "Dear Mr. Smith, hello | Dear Mr. [NAME], hello",
                "Sehr geehrte Frau Müller, hallo | Sehr geehrte Frau [NAME], hallo",
                "عزيزي السيد خالد، مرحبا | عزيزي السيد [NAME]، مرحبا",
            })
    void goes(String text, String clean) {
        assertThat(PersonalData.of(text).text()).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Who wrote 1984?",
                "What is 2,000,000 / 3.14159?",
                "Is 0.5 more than 1/3?",
                "version 10.0.0.1 of the driver",
                "Version 10.0.0.1",
                "الإصدار 10.0.0.1",
                "v1.2.3.4 came out",
                "ping 127.0.0.1 or 0.0.0.0, and ::1",
                "std::vector<int> a::b",
                "at 12:30:45 on 2026-11-29",
                "am 29.11.2026 um 10:30 Uhr",
                "01-02-2024 bis 03-04-2025",
                "Karte 4111 1111 1111 1112 ist keine",
                "The number 1234567890123456 is large",
                "DE89 3704 0044 0532 0130 01 has wrong digits",
                "My name is not important",
                "Mein Name ist nicht wichtig",
                "Visit https://example.org/a@b or @anna",
                "Pi is 3.14159265358979",
                "Line 100 to 200, 300 items, 4000 EUR",
                "The year 622 AD, 1 000 000 people",
                "ISBN 978-3-16-148410-0",
                "كم عدد سكان مصر في 2020؟",
                "ما هو 7 + 5؟",
                "Mr. and Mrs. are titles",
                "Best regards are polite words",
            })
    void stays(String text) {
        assertThat(PersonalData.of(text).text()).isEqualTo(text);
    }

    @Test
    void aSignatureIsAName() {
        assertThat(PersonalData.of("Where is my parcel?\nKind regards,\nAnna Lee")
                        .text())
                .isEqualTo("Where is my parcel?\nKind regards,\n[NAME]");
        assertThat(PersonalData.of("Wo ist es?\nMit freundlichen Grüßen\nJörg Müller\n")
                        .text())
                .isEqualTo("Wo ist es?\nMit freundlichen Grüßen\n[NAME]\n");
    }

    @Test
    void countsWhatItTook() {
        PersonalData.Cleaned cleaned = PersonalData.of("a@b.example c@d.example 203.0.113.7");

        assertThat(cleaned.text()).isEqualTo("[EMAIL] [EMAIL] [IP]");
        assertThat(cleaned.found()).isEqualTo(Map.of(Personal.EMAIL, 2, Personal.IP, 1));
        assertThat(cleaned.taken()).isEqualTo(11 + 11 + 11);
    }
}
