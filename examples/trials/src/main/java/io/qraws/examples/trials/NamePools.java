// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials;

import java.util.List;
import java.util.Map;

/** Given and family names by language, the frequent ones first. */
final class NamePools {
  private static final List<List<String>> GIVEN =
      List.of(
          words(
              "William Robert James Elizabeth Margaret Thomas Katherine Michael Andrew John Emily"
                  + " Richard Sarah Daniel Jennifer Christopher Susan Benjamin Rebecca Edward"
                  + " Charles Patricia Alexander Samantha Joseph Victoria Anthony Deborah Nicholas"
                  + " Matthew"),
          words(
              "Lars Anna Erik Ingrid Bjørn Sofie Åse Søren Kirsten Mikkel Jørgen Freja Nils Astrid"
                  + " Håkon Maja Gunnar Signe Øyvind Linnéa"),
          words(
              "José María Antonio Carmen Juan Lucía Javier Inés Andrés Sofía Ramón Begoña Íñigo"
                  + " Álvaro Núria Joaquín Rocío Iván Belén Óscar"),
          words(
              "Jürgen Anja Jörg Käthe Stefan Sabine Björn Ulrike Günther Heike Thomas Jens Petra"
                  + " Götz Bärbel Markus Sven Annette Rüdiger Silke"),
          words(
              "Jean Marie Pierre Hélène François Chloé Luc Élodie Benoît Océane Rémi Zoé Jérôme"
                  + " Agnès Gaël Noémie"),
          words(
              "Łukasz Anna Paweł Małgorzata Michał Agnieszka Wojciech Zofia Krzysztof Bożena"
                  + " Stanisław Grażyna Mirosław Żaneta"),
          words("Wei Min Hiroshi Yuki Xin Ling Kenji Mei Jun Hana Tao Akira Lan Ren"));

  private static final List<List<String>> FAMILY =
      List.of(
          words(
              "Smith Jones Williams Brown Taylor Davies Wilson Evans Thomas Johnson Roberts Walker"
                  + " Wright Robinson Thompson White Hughes Edwards Green Hall Wood Harris Lewis"
                  + " Martin Jackson Clarke Clark Turner Hill Scott Cooper Morris Ward Moore King"
                  + " Watson Baker Harrison Morgan Patel Young Allen Mitchell James Anderson"
                  + " Phillips Lee Bell Parker Davis Bennett Miller Cook Shaw Carter Richardson"
                  + " O'Brien O'Connor McDonald Fitzgerald Abernathy Kowalczyk-Reed Featherstone"
                  + " Okonkwo Ramanathan Silverman Winterbourne Ashdown Delacroix Huntington"),
          words(
              "Hansen Johansson Andersson Nielsen Sørensen Lindström Bergström Ødegård Åkesson"
                  + " Kjær Møller Østergaard Dahl Lund Holm Nyström Engström Håkansson Birkeland"
                  + " Thorvaldsen Rasmussen Sjöberg Aagaard Ekholm Vestergaard"),
          words(
              "García-López Fernández-Ruiz Martínez-Gil Sánchez-Muñoz Núñez-Vega Peña-Ortiz"
                  + " Ibáñez-Soto Rodríguez-Castro Domínguez-Rey Álvarez-Cano Gutiérrez-Peña"
                  + " Etxeberria-Luna Hernández-Villanueva Zúñiga-Bosch García-Ruiz García-Gil"
                  + " Martínez-López"),
          words(
              "Müller Schmidt Weiß Schröder Größ Böhm Kühn Krämer Jäger Schäfer Voß Köhler Möller"
                  + " Hübner Vögele Bär Grünwald Mayer Meier Meyer Maier Fischer Weber Schulz"
                  + " Zimmermann Hoffmann Lüdenscheid Dörflinger Süß"),
          words(
              "Dupont Lefèvre Bérard Côté Durand-Rey Françoise Gérard Hébert Lemaître Mâcon"
                  + " Péchard Prévost Saint-Clair Thévenet Vallée Martin Bernard Moreau Faure"
                  + " Beauséjour"),
          words(
              "Kowalski Nowak Wiśniewski Wójcik Dąbrowski Zieliński Szymański Kozłowski Jabłoński"
                  + " Krawczyk Grabowski Pawłowski Michalski Wróbel Żukowski Błaszczykowski"),
          words(
              "Wang Zhang Li Chen Tanaka Suzuki Kim Nguyen Sato Watanabe Liu Yamamoto Takahashi"
                  + " Huang Zhao Xu Park Kobayashi"));

  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("William", "Bill"),
          Map.entry("Robert", "Bob"),
          Map.entry("James", "Jim"),
          Map.entry("Elizabeth", "Liz"),
          Map.entry("Margaret", "Peggy"),
          Map.entry("Thomas", "Tom"),
          Map.entry("Katherine", "Kate"),
          Map.entry("Michael", "Mike"),
          Map.entry("Richard", "Dick"),
          Map.entry("Edward", "Ted"),
          Map.entry("Christopher", "Chris"),
          Map.entry("Rebecca", "Becky"),
          Map.entry("Charles", "Chuck"),
          Map.entry("Patricia", "Trish"),
          Map.entry("Joseph", "Joe"),
          Map.entry("Wei", "David"),
          Map.entry("Min", "Grace"),
          Map.entry("Xin", "Cindy"),
          Map.entry("Hiroshi", "Harry"),
          Map.entry("Tao", "Terry"));

  private NamePools() {}

  static List<String> given(int pool) {
    return GIVEN.get(pool);
  }

  static List<String> family(int pool) {
    return FAMILY.get(pool);
  }

  /** What friends say, which is where e-mail addresses come from in some houses. */
  static String nickname(String given) {
    return SHORT.getOrDefault(given, given);
  }

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }
}
