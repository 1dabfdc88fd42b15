package org.heed.consent;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A reply as the shapes see it: small letters without accents, Chinese simplified, {@code " word
 * word , word ? "}. What it quotes, addresses, quotation marks, emoji and invisible marks are gone.
 */
final class PlainText {
  private static final Pattern QUOTED =
      Pattern.compile("(?m)^[ \\t]{0,9}>.{0,1600}$|^on .{1,200} wrote:[\\s\\S]{0,1600}");
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,200}|\\bhttps?://\\S{1,400}|(?<!\\S)@\\w{1,64}");
  private static final Pattern MARKS = Pattern.compile("[\\p{Mn}\\p{Cf}\\x{0640}\\x{1160}]");
  private static final Pattern APOSTROPHES = Pattern.compile("(?<=\\p{L})['’‘ʼ`´](?=\\p{L})");
  private static final Pattern SPELLED =
      Pattern.compile("(?<![\\p{L}\\p{N}])\\p{L}(?:[ .*_-]\\p{L}){3,14}(?![\\p{L}\\p{N}])");
  private static final Pattern BETWEEN = Pattern.compile("[ .*_-]");
  private static final Pattern ZERO = Pattern.compile("(?<!\\d)0(?=[a-z])|(?<=[a-z])0(?!\\d)");
  private static final Pattern DRAWN_OUT = Pattern.compile("([a-z])\\1{2,1600}");
  private static final Pattern QUESTION = Pattern.compile("[?؟]{1,1600}");
  private static final Pattern CLAUSE =
      Pattern.compile("[.,;:!…\\n\\r()\\[\\]。、，；：！،؛¡—–|]{1,1600}|(?<=\\s)-(?=\\s)");
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N},?#]{1,1600}");

  private static final Pattern WORD_BY_WORD = Pattern.compile("[^ ,]{1,30}(?: , [^ ,]{1,30}){2,9}");
  private static final Pattern EDGES = Pattern.compile("^[ ,]{1,1600}|[ ,]{1,1600}$");

  private static final String TRADITIONAL =
      "請別發傳訊這號碼電錯誤認識給們從單訂閱聯絡繫擾騷煩刪還說過個學課對後來開絕關閉終廣無興應該滾夠輸經換嗎謝為沒點樣種幫讓會裡麼機許願報舉訴離畢"
          + "業問話時將總與網寫錄資庫數據亂戶兒媽爺轉續費獲選壓嘗試態頻購買賣現負責聽覺見觀視讀語調談論講記詢簡帳賬黃張劉陳楊趙吳孫馬羅鄭韓馮鄧蕭葉蘇呂薑"
          + "盧鐘譚陸賈鄒龍錢嚴檢討厭鎖誰擋師騙斷髒壞乾遠氣邊務區處門隊員長難聲歡條確係畀嚟復複隱權義規貴雜標準頁鏈連線體實驗證書館車間緊麗偉華國東蘭鳳強"
          + "軍勞懇憑擇類啟備響習屬舊辦剛週歲歷節級績獎債賠貸親鄰鬧愛樂廳飯醫藥廠";
  private static final String SIMPLIFIED =
      "请别发传讯这号码电错误认识给们从单订阅联络系扰骚烦删还说过个学课对后来开绝关闭终广无兴应该滚够输经换吗谢为没点样种帮让会里么机许愿报举诉离毕"
          + "业问话时将总与网写录资库数据乱户儿妈爷转续费获选压尝试态频购买卖现负责听觉见观视读语调谈论讲记询简账账黄张刘陈杨赵吴孙马罗郑韩冯邓萧叶苏吕姜"
          + "卢钟谭陆贾邹龙钱严检讨厌锁谁挡师骗断脏坏干远气边务区处门队员长难声欢条确系给来复复隐权义规贵杂标准页链连线体实验证书馆车间紧丽伟华国东兰凤强"
          + "军劳恳凭择类启备响习属旧办刚周岁历节级绩奖债赔贷亲邻闹爱乐厅饭医药厂";

  private PlainText() {}

  static String of(String body) {
    String text = Normalizer.normalize(body, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    text = Normalizer.normalize(MARKS.matcher(text).replaceAll(""), Normalizer.Form.NFKC);
    text = QUOTED.matcher(text.strip()).replaceAll(" ");
    if (text.indexOf('@') >= 0 || text.contains("http")) {
      // At each letter of a text without one it would look as far as the word goes.
      text = ADDRESS.matcher(text).replaceAll(" ");
    }
    text = text.replace('đ', 'd').replace('ى', 'ي').replace('ة', 'ه').replace('ٱ', 'ا');
    text = APOSTROPHES.matcher(text).replaceAll("");
    text = SPELLED.matcher(text).replaceAll(one -> BETWEEN.matcher(one.group()).replaceAll(""));
    text = ZERO.matcher(text).replaceAll("o");
    text = DRAWN_OUT.matcher(text).replaceAll("$1");
    text = QUESTION.matcher(text).replaceAll(" ? ");
    text = CLAUSE.matcher(text).replaceAll(" , ");
    text = text.replace("#", " # ").replace("🛑", " stopsign ");
    text = OTHER.matcher(text).replaceAll(" ");
    text = EDGES.matcher(text).replaceAll("");
    text = simplified(text);
    return " " + (WORD_BY_WORD.matcher(text).matches() ? text.replace(" , ", " ") : text) + " ";
  }

  private static String simplified(String text) {
    StringBuilder simple = new StringBuilder(text);
    for (int i = 0; i < simple.length(); i++) {
      int known = simple.charAt(i) < '\u4e00' ? -1 : TRADITIONAL.indexOf(simple.charAt(i));
      if (known >= 0) {
        simple.setCharAt(i, SIMPLIFIED.charAt(known));
      }
    }
    return simple.toString();
  }
}
