package org.heed.importing;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.csv.Workbook.error;
import static org.heed.csv.Workbook.formula;
import static org.heed.csv.Workbook.number;
import static org.heed.csv.Workbook.text;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heed.TestHeed;
import org.heed.csv.Workbook;
import org.heed.preview.Preview;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as Excel, Sheets, LibreOffice and Numbers write them and as people fill them in. */
@NullUnmarked
@SuppressWarnings({"ArrayRecordComponent", "StringConcatToTextBlock"})
class FilesAsPeopleMakeThemTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final String OK = "DONE 1+0 [Hi Zoë -> +13125550110]";
  private static final String TWO = "DONE 2+0 [Hi Zoë -> +13125550110, Hi Zoë -> +13125550111]";
  private static final String BY_STUDENT = "DONE 1+0 [Hi Zoë -> null]";
  private static final String LISTED = "DONE 1+0 [S7 Mobile 1 +13125550117]";
  private static final String OFF = "DONE 1+0 [+13125550110 DISABLED]";
  private static final String ON = "DONE 1+0 [+13125550110 ENABLED]";

  /** A file and what is to become of it. */
  record Made(String name, byte[] content, String outcome) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Made of(String name, String text, String outcome) {
    return new Made(name, text.getBytes(UTF_8), outcome);
  }

  private static Made of(String name, Charset charset, String text, String outcome) {
    return new Made(name, text.getBytes(charset), outcome);
  }

  static Stream<Made> files() {
    return Stream.of(delimited(), named(), cells(), workbooks()).flatMap(List::stream);
  }

  private static List<Made> delimited() {
    return List.of(
        of("excel-utf8.csv", "\uFEFFphone,from,message\r\n3125550110,Advising,Hi Zoë\r\n", OK),
        of(
            "excel-windows.csv",
            WINDOWS,
            "phone,from,message\r\n3125550110,Advising,Hi Zoë\r\n",
            OK),
        of("excel-german.csv", WINDOWS, "phone;from;message\r\n3125550110;Advising;Hi Zoë\r\n", OK),
        of(
            "excel-unicode.txt",
            UTF_16LE,
            "\uFEFFphone\tfrom\tmessage\r\n3125550110\tAdvising\tHi Zoë\r\n",
            OK),
        of(
            "big-endian.txt",
            UTF_16BE,
            "\uFEFFphone\tfrom\tmessage\r\n3125550110\tAdvising\tHi Zoë\r\n",
            OK),
        of(
            "excel-mac.csv",
            "phone,from,message\r3125550110,Advising,Hi Zoe\u0308\r",
            "DONE 1+0 [Hi Zoe\u0308 -> +13125550110]"),
        of(
            "old-mac.csv",
            Charset.forName("x-MacRoman"),
            "phone,from,message\r3125550110,Advising,José René André Müller\r",
            "REJECTED 0+0 [found letters of an old Mac]"),
        of("sheets.csv", "phone,from,message\n\"(312) 555-0110\",Advising,Hi Zoë", OK),
        of(
            "libreoffice-unicode.csv",
            UTF_16LE,
            "\uFEFFphone;from;message\n3125550110;Advising;Hi Zoë\n",
            OK),
        of(
            "all-quoted.csv",
            WINDOWS,
            "\"phone\",\"from\",\"message\"\r\n\"3125550110\",\"Advising\",\"Hi,\nZoë\"\r\n",
            "DONE 1+0 [Hi,\nZoë -> +13125550110]"),
        of("sheets.tsv", "phone\tfrom\tmessage\n312.555.0110\tAdvising\tHi Zoë", OK),
        of("libreoffice.csv", "sep=~\nphone~from~message\n3125550110~Advising~Hi Zoë\n", OK),
        of(
            "libreoffice-bar.csv",
            "\"phone\"|\"from\"|\"message\"\n\"3125550110\"|\"Advising\"|\"Hi Zoë\"\n",
            OK),
        of("numbers.csv", "Table 1\nphone,from,message\n+1 312 555 0110,Advising,Hi Zoë\n", OK),
        of(
            "banner-report.csv",
            "Fall Registration Holds,,\n"
                + "Run on 11/05/2026,,\n"
                + ",,\n"
                + "phone,from,message\n"
                + "3125550110,Advising,Hi Zoë\n",
            OK),
        of(
            "empty-columns.csv",
            "phone,from,message,,,,\n3125550110,Advising,Hi Zoë,,,,\n,,,,,,\n",
            OK));
  }

  private static List<Made> named() {
    return List.of(
        of("cell.csv", "Cell Phone,Sender,Text\n3125550110,Advising,Hi Zoë\n", OK),
        of("mobile.csv", "Mobile,From,SMS\n3125550110,Advising,Hi Zoë\n", OK),
        of(
            "banner-id.csv",
            "Banner ID,First,Last,From,Message\nS1,Zoë,Lee,Advising,Hi {{First}}\n",
            BY_STUDENT),
        of(
            "email.csv",
            "Student Number,E-mail,From,Message\nS9,z@example.edu,Advising,Hi Zoë\n",
            BY_STUDENT),
        of(
            "sms-list.csv",
            "Student ID,Cell,Opt-Out Date\nS1,3125550110,2026-11-01\n",
            "REJECTED 0+0 [of opt-outs]"),
        of(
            "log.csv",
            "Phone,From,Text,Direction\n3125550110,Advising,STOP,inbound\n",
            "REJECTED 0+1 [a list of what people replied]"),
        of(
            "replies.csv",
            "Phone,Sender,Text\n3125550110,Advising,STOP\n",
            "REJECTED 0+1 [a list of what people replied]"),
        of(
            "both.csv",
            "Phone,From,Message,SMS Status\n3125550110,Advising,Hi,DISABLED\n",
            "REJECTED 0+0 [to record opt-outs]"),
        of(
            "people.csv",
            "ID,First,Last,E-mail Address,Cell\nS7,Zoë,Lee,z@example.edu,(312) 555-0117\n",
            LISTED),
        of("people-phone.csv", "Student ID,Phone Number\nS7,312-555-0117\n", LISTED),
        of("off.csv", "Cell,SMS Status\n3125550110,Opted out\n", OFF),
        of("off-box.csv", "Mobile,Opted In?,SMS Status\n3125550110,,FALSE\n", OFF),
        of("on.csv", "Phone Number,SMSStatus\n3125550110,ENABLED\n", ON),
        of(
            "mail-merge.csv",
            "phone,First,from,message\n3125550110,Zoë,Advising,Hi <<First>>\n",
            "REJECTED 0+1 [<<First>> is another system's placeholder; write {{first}}]"));
  }

  private static List<Made> cells() {
    return List.of(
        of(
            "shortened.csv",
            "phone,from,message\n1.20256E+10,Advising,Hi Zoë\n",
            "REJECTED 0+1 [a spreadsheet has shortened this number]"),
        of(
            "not-available.csv",
            "student_id,phone,email,from,message\nS1,N/A,N/A,Advising,Hi Zoë\n",
            BY_STUDENT),
        of(
            "lost.csv",
            "phone,Room,from,message\n3125550110,#N/A,Advising,Room {{Room}}\n",
            "REJECTED 0+1 [{{Room}} is empty on this row]"),
        of(
            "one-for-all.csv",
            "phone,from,message\n3125550110,Advising,Hi Zoë\n3125550111,,\n",
            TWO),
        of(
            "merged-away.csv",
            "phone,from,message\n"
                + "3125550110,Advising,Hi Zoë\n"
                + "3125550111,Bursar,Hi\n"
                + "3125550112,,\n"
                + "3125550110,Bursar,A\n"
                + "3125550110,Bursar,B\n",
            "DONE 4+1 [Hi Zoë -> +13125550110, Hi -> +13125550111, A -> +13125550110, B ->"
                + " +13125550110]"),
        of(
            "own-senders.csv",
            "phone,from,message\n"
                + "3125550110,Advising,Hi Zoë\n"
                + "3125550112,Bursar,Hi Zoë\n"
                + "3125550111,,\n",
            "DONE 3+0 [Hi Zoë -> +13125550110, Hi Zoë -> +13125550112, Hi Zoë -> +13125550111]"),
        of(
            "own-texts.csv",
            "phone,Balance,from,message\n"
                + "3125550110,3,Advising,You owe {{balance}}\n"
                + "3125550112,4,,You paid\n"
                + "3125550111,5,,\n",
            "DONE 3+0 [You owe 3 -> +13125550110, You paid -> +13125550112, You owe 5 ->"
                + " +13125550111]"),
        of(
            "us-dates.csv",
            "phone,from,message,Send After\n"
                + "3125550110,Advising,Hi Zoë,11/5/2026\n"
                + "3125550111,Advising,Hi Zoë,11/30/2026\n",
            TWO),
        of(
            "dates.csv",
            "phone,from,message,Send After\n3125550110,Advising,Hi Zoë,11/5/2026\n",
            "REJECTED 0+1 [this column does not tell which]"));
  }

  private static List<Made> workbooks() {
    Workbook listed = new Workbook().unstyled().sheet("Sheet1").texts("Phone", "From", "Message");
    Workbook styled = new Workbook().sheet("Fall").texts("Cell", "From", "Message");
    return List.of(
        book(
            "excel.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Phone", "From", "Message")
                .row(number("3125550110", 0), text("Advising"), text("Hi Zoë")),
            OK),
        book(
            "number.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Phone", "From", "Message")
                .row(number("1.312555011E10", 0), text("Advising"), formula("A1", "Hi Zoë")),
            OK),
        book(
            "phones.xlsx",
            styled.row(
                styled.number("3125550110", "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####"),
                text("Advising"),
                text("Hi Zoë")),
            OK),
        book(
            "title.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Spring list")
                .merged("A1:C1")
                .skip(1)
                .texts("Phone", "From", "Message")
                .texts("3125550110", "Advising", "Hi Zoë"),
            OK),
        book(
            "second-sheet.xlsx",
            new Workbook()
                .sheet("Notes")
                .texts("Read me")
                .sheet("List")
                .texts("Phone", "From", "Message")
                .texts("3125550110", "Advising", "Hi Zoë"),
            OK),
        book(
            "date.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Phone", "From", "Message", "Send After")
                .row(text("3125550110"), text("Advising"), text("Hi Zoë"), number("46331", 14)),
            OK),
        book(
            "lost.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Phone", "From", "Message")
                .row(error("#N/A"), text("Advising"), text("Hi Zoë")),
            "REJECTED 0+1 [which a spreadsheet or database shows]"),
        book(
            "people.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Student ID", "Mobile")
                .row(text("S7"), number("3125550117", 0)),
            LISTED),
        book(
            "off.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Phone", "SMS Status")
                .row(number("3125550110", 0), text("STOP")),
            OFF),
        book(
            "sheets.xlsx",
            listed.row(
                listed.shared("(312) 555-0110"),
                listed.shared("Advising"),
                listed.shared("Hi Zoë")),
            OK),
        book(
            "numbers.xlsx",
            new Workbook()
                .sheet("Export Summary")
                .texts("This document was exported from Numbers.")
                .texts("Numbers Sheet Name", "Numbers Table Name", "Excel Worksheet Name")
                .texts("Fall", "Table 1", "Fall")
                .sheet("Fall")
                .texts("Table 1")
                .texts("Phone", "From", "Message")
                .row(number("3125550110", 0), text("Advising"), text("Hi Zoë")),
            OK),
        book(
            "merged-message.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Phone", "From", "Message", "Room")
                .texts("3125550110", "Advising", "Hi Zoë", "1")
                .texts("3125550111", "", "", "2")
                .texts("3125550112", "Bursar", "Pay", "3")
                .merged("B2:B3")
                .merged("C2:C3"),
            "DONE 3+0 [Hi Zoë -> +13125550110, Hi Zoë -> +13125550111, Pay -> +13125550112]"),
        book(
            "header-of-two-rows.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Phone", "What to send")
                .texts("", "From", "Message")
                .texts("3125550110", "Advising", "Hi Zoë")
                .merged("A1:A2")
                .merged("B1:C1"),
            OK),
        book(
            "merged-off.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Phone", "SMS Status")
                .texts("3125550110", "Opted out")
                .texts("3125550111")
                .merged("B2:B3"),
            "DONE 2+0 [+13125550110 DISABLED, +13125550111 DISABLED]"),
        book(
            "shortened.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Phone", "From", "Message")
                .texts("1.20256E+10", "Advising", "Hi Zoë"),
            "REJECTED 0+1 [a spreadsheet has shortened this number]"),
        book(
            "not-available.xlsx",
            new Workbook()
                .sheet("S")
                .texts("Student ID", "Phone", "From", "Message")
                .texts("S1", "N/A", "Advising", "Hi Zoë"),
            BY_STUDENT),
        new Made(
            "old.xls",
            new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0},
            "REJECTED 0+0 [an old Excel]"));
  }

  private static Made book(String name, Workbook book, String outcome) {
    return new Made(name, book.bytes(), outcome);
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_becomes_what_its_maker_meant(Made made) {
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
    world.drop("people.csv", "student_id,mobile_phone", "S1,3125550110").run();
    world.heed.drop(made.name(), made.content());
    Map<?, ?> file = (Map<?, ?>) ((List<?>) world.run().summary().get("files")).get(0);
    Object became =
        switch (String.valueOf(file.get("kind"))) {
          case "people" -> world.listed().stream().filter(one -> one.startsWith("S7")).toList();
          case "consent" ->
              world.heed.jdbc.query(
                  "select number, sms_status from phone order by number",
                  (row, n) -> row.getString(1) + " " + row.getString(2).strip());
          default ->
              world.heed.jdbc.query(
                  "select body, named_number from message order by id",
                  (row, n) -> row.getString(1) + " -> " + row.getString(2));
        };
    assertThat(file.get("state") + " " + file.get("accepted") + "+" + file.get("rejected"))
        .as(String.valueOf(file.get("reason")))
        .isEqualTo(made.outcome().replaceAll("(?s) \\[.*", ""));
    if (file.get("state").equals("DONE")) {
      assertThat(became).hasToString(made.outcome().replaceAll("(?s)^.*? \\[", "["));
    } else {
      assertThat(world.queued()).isEmpty();
      assertThat(file.get("reason") + " " + world.column("select reason from rejected_row"))
          .contains(made.outcome().replaceAll("(?s)^.*? \\[|]$", ""));
    }
    assertThat(world.names("inbox/.taken")).isEmpty();
  }

  @Test
  void receipt_and_preview_tell_who_got_what_the_first_row_says_where_others_differ() {
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
    world.drop(
        "fall.csv",
        "phone,from,message",
        "3125550110,Advising,You owe 5",
        "3125550111,,You owe 6",
        "3125550112,Bursar,You owe 7",
        "3125550113,Bursar,You owe 8",
        "3125550114,,",
        "3125550115,,You owe 9");
    String said = "2 rows name no sender and have the first row's, Advising";
    Preview.Result looked =
        world
            .heed
            .bean(Preview.class)
            .of(world.home.resolve("inbox/fall.csv"), TestHeed.NOON, 1, row -> {});
    assertThat(looked.verdict().note()).isEqualTo(said);
    assertThat(world.run().lines()).singleElement().asString().contains(said);
    assertThat(world.content("done", "-fall.csv.receipt.txt")).contains(said + ".");
    assertThat(world.receipt("done", "fall.csv"))
        .containsExactly(
            "6|message||the message is empty, and the first row's seems to be one person's own: no"
                + " other row says it, and it has no placeholder such as {{first_name}}; write this"
                + " row's message");
  }

  @Test
  void receipt_and_preview_name_columns_and_sheets_that_are_not_used() throws Exception {
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
    Workbook book = new Workbook().sheet("List").texts("Phone", "From", "Message", "Emial");
    book.texts("3125550110", "Advising", "Hi Zoë").hiddenSheet("Old").texts("3125550111");
    world.heed.drop("fall.xlsx", book.bytes());
    String said =
        "the column \"Emial\" (nearest: email) is not used; the sheet \"Old\" (hidden) is not read";
    Preview.Result looked =
        world
            .heed
            .bean(Preview.class)
            .of(world.home.resolve("inbox/fall.xlsx"), TestHeed.NOON, 1, row -> {});
    assertThat(looked.verdict().note()).isEqualTo(said);
    assertThat(world.run().lines()).singleElement().asString().contains(said);
    assertThat(world.content("done", "-fall.xlsx.receipt.txt")).contains("T" + said.substring(1));
  }
}
