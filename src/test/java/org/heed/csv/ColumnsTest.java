package org.heed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumbers;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which column is meant by what people write into a header. */
@NullUnmarked
class ColumnsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Student ID,E-mail,Cell Phone,From,Message | CAMPAIGN | email=E-mail from=From"
            + " message=Message phone=Cell Phone student_id=Student ID",
        "Banner ID,Mobile,Sender,Text | CAMPAIGN | from=Sender message=Text phone=Mobile"
            + " student_id=Banner ID",
        "StudentID,FirstName,Sent From,SMS | CAMPAIGN | first_name=FirstName from=Sent From"
            + " message=SMS student_id=StudentID",
        "ID,Student Number,Phone Number,from,message | CAMPAIGN | from=from message=message"
            + " phone=Phone Number student_id=Student Number",
        "phone,Cell,from,message | CAMPAIGN | from=from message=message phone=phone",
        "Cell,Phone Number,from,message | CAMPAIGN | from=from message=message phone=Cell",
        "First,Preferred Name,ID,from,message | CAMPAIGN | first_name=First from=from"
            + " message=message student_id=ID",
        "Student ID #,Cell #,from,message | CAMPAIGN | from=from message=message phone=Cell #"
            + " student_id=Student ID #",
        "Student ID,Last,First,Cell | PEOPLE | first_name=First last_name=Last mobile_phone=Cell"
            + " student_id=Student ID",
        "ID,Phone,Home Phone Number,Email Address | PEOPLE | email=Email Address"
            + " home_phone=Home Phone Number mobile_phone=Phone student_id=ID",
        "ID,Cell,Phone | PEOPLE | mobile_phone=Cell student_id=ID",
        "student_id,mobile_phone,SMS | PEOPLE | mobile_phone=mobile_phone student_id=student_id",
        "Cell Phone,SMS Status | CONSENT | phone=Cell Phone sms_status=SMS Status",
        "phone,SMSStatus | CONSENT | phone=phone sms_status=SMSStatus",
        "phone,sms_status,Text | CONSENT | phone=phone sms_status=sms_status",
        "EMPLID,Handy,From,Message | CAMPAIGN | from=From message=Message phone=Handy"
            + " student_id=EMPLID",
        "Campus Code,student_id,from,message | CAMPAIGN | from=from message=message"
            + " student_id=Campus Code",
        "Handy,Text OK | CONSENT | phone=Handy sms_status=Text OK",
        "student_id,Kurznachrichten | CONSENT | sms_status=Kurznachrichten student_id=student_id"
      })
  void the_institutions_names_come_first_then_heeds_then_the_usual_ones(
      String names, FileKind kind, String meant) throws Exception {
    Table table = table(names, own());
    assertThat(table.kind()).isEqualTo(kind);
    Header header = table.header();
    Row row = new Row(2, table.names(), null);
    assertThat(
            new TreeSet<>(kind.columns())
                .stream()
                    .filter(header::has)
                    .map(column -> column + "=" + header.cell(row, column))
                    .collect(Collectors.joining(" ")))
        .isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Student ID,Cell,Text | There is no column \"from\". Your columns: Student ID, Cell, Text",
        "Cell,Text,From,SMS Status | the header is a campaign's (Text) and that of a list of"
            + " opt-outs or replies (sms_status) at once; to text these people take out the"
            + " columns of the list, to record opt-outs take out the message",
        "Cell,Message,From,Text OK | the header is a campaign's (message) and that of a list of"
            + " opt-outs or replies (sms_status, text_ok) at once; to text these people take out"
            + " the columns of the list, to record opt-outs take out the message",
        "Cell,From,Text,Suppress | the header is a campaign's (Text) and that of a list of"
            + " opt-outs or replies (suppress) at once; to text these people take out the columns"
            + " of the list, to record opt-outs take out the message",
        "Student ID,Cell,Opt-Out Date | the header is that of people and that of a list of"
            + " opt-outs (opt_out_date) at once; to record opt-outs name the column that says it"
            + " sms_status, to list people take it out"
      })
  void a_header_of_two_kinds_or_of_half_a_kind_is_refused(String names, String problem) {
    assertThat(catchThrowableOfType(UnreadableFile.class, () -> table(names, own())).reason())
        .isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "student_id,from,message,first_name | - | -",
        "student_id,from,message,Emial | - | the column \"Emial\" (nearest: email) is not used",
        "student_id,from,message,Advisor,Mobil | - | the columns \"Advisor\", \"Mobil\" (nearest:"
            + " phone) are not used",
        "student_id,from,message,Advisor | advisor | -",
        "ID,Cell,Phone,GPA | - | the columns \"Phone\" (nearest: mobile_phone), \"GPA\" are not"
            + " used",
        "phone,sms_status,learned_from,Term | - | the column \"Term\" is not used",
        "student_id,from,message,a,b,c,d,e,f,g,h,i,j,k | - | the columns \"a\", \"b\", \"c\","
            + " \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\" and 1 more are not used"
      })
  void a_column_that_is_not_used_is_named(String names, String placeholder, String said)
      throws Exception {
    assertThat(table(names, Map.of()).told(placeholder == null ? List.of() : List.of(placeholder)))
        .isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "Text OK, Y, ENABLED",
    "Text OK, n, DISABLED",
    "Text OK, Stop, Stop",
    "Kurznachrichten, ja, ENABLED",
    "Opted Out, Yes, DISABLED",
    "Opted Out, no, ENABLED",
    "sms_status, Y, Y"
  })
  void a_value_says_what_the_institution_says_it_does(String column, String cell, String status)
      throws Exception {
    Header header = table("phone," + column, own()).header();
    assertThat(header.cell(new Row(2, List.of("1", cell), null), "sms_status")).isEqualTo(status);
  }

  @Test
  void a_setting_that_names_no_column_is_refused() {
    assertThatThrownBy(() -> new OwnColumns(Map.of("EMPLID", "student")))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "heed.import.columns.EMPLID: found \"student\", expected the column that is meant, such"
                + " as student_id, or for a value of consent ENABLED or DISABLED");
  }

  private static Map<String, String> own() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("phone[0]", "Handy, Natel");
    own.put("CampusCode", "student_id");
    own.put("TextOK.Y", "ENABLED");
    own.put("TextOK.N", "DISABLED");
    own.put("Kurznachrichten.ja", "enabled");
    own.put("Opted Out.Yes", "DISABLED");
    own.put("Opted Out.No", "ENABLED");
    return own;
  }

  private Table table(String names, Map<String, String> own) throws Exception {
    Path file = Files.writeString(folder.resolve("file.csv"), names + "\n");
    return new Tables(DroppedTableTest.settings(own), new PhoneNumbers("US")).of(file);
  }
}
