package org.heed.chart;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * A drawing made fit for any page: it has a name and words, no styles of its own, no background,
 * the page's colour for its text, and patterns beside its colours.
 */
final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  static final String FONT =
      "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
  private static final Pattern RULE =
      Pattern.compile("\\.([\\w-]+) \\{[^}]*font-size: ([\\d.]+)px");
  private static final Pattern LONG_NUMBER = Pattern.compile("(\\d+\\.\\d{2})\\d+");
  private static final String INK = rgb(Plot.INK);
  private static final String PAPER = rgb("#ffffff");
  private static final String LINE = rgb(Plot.LINE);

  private final Document document;
  private final Element root;
  private final String id;
  private final Map<String, String> sizes = new HashMap<>();

  private Svg(Document document, String id) {
    this.document = document;
    this.root = document.getDocumentElement();
    this.id = id;
  }

  /**
   * The drawing.
   *
   * @param id what its own ids begin with
   */
  static String of(String drawn, Chart chart, String id, int height) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setNamespaceAware(true);
    Svg svg =
        new Svg(factory.newDocumentBuilder().parse(new InputSource(new StringReader(drawn))), id);
    svg.plain(svg.root);
    svg.name(chart, height);
    return svg.text();
  }

  private void plain(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    for (Element child : children) {
      if (child.getTagName().equals("style")) {
        Matcher rule = RULE.matcher(child.getTextContent());
        while (rule.find()) {
          sizes.put(rule.group(1), rule.group(2));
        }
        element.removeChild(child);
      } else {
        plain(child);
      }
    }
    colour(element);
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      attribute.setNodeValue(LONG_NUMBER.matcher(attribute.getNodeValue()).replaceAll("$1"));
    }
    element.removeAttribute("id");
    element.removeAttribute("style");
  }

  private void colour(Element element) {
    if (element.getTagName().equals("text")) {
      String size = sizes.get(element.getAttribute("class"));
      element.setAttribute("font-size", size == null ? String.valueOf(Plot.LABEL) : size);
      element.removeAttribute("class");
      element.setAttribute("fill", "currentColor");
      element.setTextContent(element.getTextContent().strip());
    }
    for (String paint : List.of("fill", "stroke")) {
      String value = element.getAttribute(paint);
      for (int i = 0; i < Palette.SIZE; i++) {
        if (value.equals(rgb(Palette.COLOURS.get(i)))) {
          element.setAttribute(
              paint, Palette.isPlain(i) ? Palette.COLOURS.get(i) : "url(#" + id + "-p" + i + ")");
        }
      }
      if (value.equals(PAPER)) {
        element.setAttribute(paint, "none");
      } else if (value.equals(INK)) {
        element.setAttribute(paint, "currentColor");
      } else if (value.equals(LINE)) {
        element.setAttribute(paint, "currentColor");
        element.setAttribute(paint + "-opacity", "0.18");
      }
    }
  }

  private void name(Chart chart, int height) {
    root.removeAttribute("class");
    root.removeAttribute("width");
    root.removeAttribute("height");
    root.setAttribute("viewBox", "0 0 " + Plot.WIDTH + " " + height);
    root.setAttribute("font-family", FONT);
    root.setAttribute("role", "img");
    root.setAttribute("aria-labelledby", id + "-title " + id + "-desc");
    Element definitions = element("defs");
    for (int i = 0; i < chart.series().size(); i++) {
      if (!Palette.isPlain(i)) {
        definitions.appendChild(pattern(i));
      }
    }
    Node first = root.getFirstChild();
    root.insertBefore(words("title", chart.title()), first);
    root.insertBefore(words("desc", chart.description()), first);
    root.insertBefore(definitions, first);
  }

  private Element words(String tag, String text) {
    Element element = element(tag);
    element.setAttribute("id", id + "-" + tag);
    element.setTextContent(text);
    return element;
  }

  private Element pattern(int series) {
    Element pattern = element("pattern");
    pattern.setAttribute("id", id + "-p" + series);
    pattern.setAttribute("width", "8");
    pattern.setAttribute("height", "8");
    pattern.setAttribute("patternUnits", "userSpaceOnUse");
    Element tile = element("rect");
    tile.setAttribute("width", "8");
    tile.setAttribute("height", "8");
    tile.setAttribute("fill", Palette.COLOURS.get(series));
    pattern.appendChild(tile);
    Element lines = element("path");
    lines.setAttribute("d", Palette.lines(series));
    lines.setAttribute("stroke", Palette.lineColour(series));
    lines.setAttribute("stroke-opacity", "0.75");
    lines.setAttribute("stroke-width", series == 3 ? "2" : "1.2");
    lines.setAttribute("fill", "none");
    pattern.appendChild(lines);
    return pattern;
  }

  private Element element(String tag) {
    return document.createElementNS(NAMESPACE, tag);
  }

  private String text() throws Exception {
    Transformer transformer = TransformerFactory.newInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    StringWriter text = new StringWriter();
    transformer.transform(new DOMSource(document), new StreamResult(text));
    return text.toString().replaceAll(">\\s+<", "><");
  }

  private static String rgb(String hex) {
    int rgb = Integer.decode(hex);
    return String.format(Locale.ROOT, "rgb(%d,%d,%d)", rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
  }
}
