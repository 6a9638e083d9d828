// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads pages back for the tests, as strict XML. */
final class Pages {
  private Pages() {}

  static Document parse(String page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    String body = page.substring(page.indexOf('\n') + 1);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(body)));
  }

  static Set<String> elementNames(Document document) {
    Set<String> names = new LinkedHashSet<>();
    elements(document).forEach(element -> names.add(element.getTagName()));
    return names;
  }

  static List<String> attributes(Document document, String... names) {
    List<String> values = new ArrayList<>();
    for (Element element : elements(document)) {
      for (String name : names) {
        if (element.hasAttribute(name)) {
          values.add(element.getAttribute(name));
        }
      }
    }
    return values;
  }

  private static List<Element> elements(Document document) {
    NodeList nodes = document.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
