// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

/** The constant beginning of a page: its policy and its style. */
final class HtmlStyle {
  private static final String COLOURS =
      """
      :root{color-scheme:light dark;--back:#f5f6f8;--card:#fff;--soft:#f0f2f5;--ink:#1a2230;
      --quiet:#556072;--line:#dde2e9;--accent:#1f5fa8;--critical:#a3262a;--high:#a84d08;
      --medium:#755c00;--low:#2f6b4a;--plus:#3f74b5;--minus:#4f9270;--edge:#838f9f}
      @media (prefers-color-scheme:dark){:root{--back:#12161c;--card:#1a2028;--soft:#232b35;
      --ink:#e4e8ee;--quiet:#a3aebd;--line:#313b48;--accent:#8abaf2;--critical:#ff9f98;
      --high:#f4b27a;--medium:#e3cf7d;--low:#95cfae;--plus:#6a9fdc;--minus:#74b795;--edge:#76839a}}
      """;

  private static final String PAGE =
      """
      *{box-sizing:border-box}html{scroll-behavior:smooth}
      @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
      body{margin:0;background:var(--back);color:var(--ink);overflow-wrap:anywhere;
      font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
      body>*{max-width:1160px;margin:0 auto;padding:0 24px}
      span,b,code,a,time{unicode-bidi:isolate}
      h1{font-size:30px;line-height:1.2;margin:0;letter-spacing:-.015em}
      h2{font-size:23px;line-height:1.3;margin:0 0 12px;letter-spacing:-.01em}
      h3{font-size:16px;margin:34px 0 12px;padding-top:22px;border-top:1px solid var(--line)}
      h3 .quiet{font-weight:400;font-size:14px;margin-left:6px}
      h4{font-size:16px;margin:0}p{margin:0 0 10px}
      a{color:var(--accent);text-underline-offset:3px;text-decoration-thickness:1px;
      text-decoration-color:color-mix(in srgb,currentColor 40%,transparent)}
      a:hover{text-decoration-color:currentColor}
      :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
      code{font:.92em/1.5 ui-monospace,SFMono-Regular,Consolas,"Liberation Mono",monospace}
      ul,ol,dl,dd,figure{margin:0;padding:0}
      .quiet{color:var(--quiet)}
      .skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;padding:8px 12px;
      background:var(--card);z-index:1}
      header.page{padding-top:44px;padding-bottom:8px}header.page>p.quiet{margin:4px 0 22px}
      footer.page{padding-top:8px;padding-bottom:48px;color:var(--quiet);font-size:13px}
      .counts{display:grid;grid-template-columns:repeat(6,1fr);gap:12px}
      .counts div{display:flex;flex-direction:column;background:var(--card);padding:14px 16px;
      border:1px solid var(--line);border-radius:12px}
      .counts dt{font-size:13px;color:var(--quiet)}
      .counts dd{font-size:25px;font-weight:650;line-height:1.3;font-variant-numeric:tabular-nums}
      .critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}
      .low{color:var(--low)}.accent{color:var(--accent)}.plain{color:var(--quiet)}
      .note{margin:16px 0 0;padding:12px 16px;border-left:3px solid var(--accent);
      background:var(--card);border-radius:0 8px 8px 0}
      section{background:var(--card);border:1px solid var(--line);border-radius:14px;
      padding:26px 28px;margin:22px 0;scroll-margin-top:12px}
      table{width:100%;border-collapse:collapse;font-size:15px}
      th,td{text-align:left;vertical-align:top;padding:12px 14px 12px 0;
      border-top:1px solid var(--line)}th:last-child,td:last-child{padding-right:0}
      thead th{border:0;padding-top:0;font-size:13px;font-weight:500;color:var(--quiet);
      white-space:nowrap}
      tbody th{font-weight:500}.figure{text-align:right;font-variant-numeric:tabular-nums;
      white-space:nowrap}
      .pill{display:inline-block;border:1px solid currentColor;border-radius:99px;padding:0 10px;
      font-size:13px;font-weight:600;line-height:22px;white-space:nowrap}
      .ranking .rank{color:var(--quiet);width:3.2em}.ranking .points{font-variant-numeric:tabular-nums;
      width:4.4em}.ranking .way{width:9.5em}.way .quiet{display:block;font-size:13px;margin-top:3px}
      .ranking .stages-cell{width:22%;font-size:14px}.ranking thead th:last-child{text-align:right}
      .ranking .seen{width:10.5em;font-size:13px;color:var(--quiet);
      font-variant-numeric:tabular-nums}.seen span{display:block;white-space:nowrap}
      """;

  private static final String STORY =
      """
      .eyebrow{font-size:13px;color:var(--quiet);margin:0 0 4px}
      .verdict{display:flex;flex-wrap:wrap;align-items:baseline;gap:6px 22px;margin-bottom:12px}
      .score{margin:0}.score b{font-size:34px;font-weight:680;letter-spacing:-.02em;line-height:1.2;
      font-variant-numeric:tabular-nums}.score span{color:var(--quiet);font-size:14px}
      .chips,.tags,.stages{list-style:none;display:flex;flex-wrap:wrap;align-items:baseline}
      .chips{gap:4px 18px;font-size:14px;color:var(--quiet)}.chips b{color:var(--ink);font-weight:550}
      .stages{gap:6px;margin-bottom:16px;font-size:13px}
      .stages li{background:var(--soft);border-radius:6px;padding:2px 9px}
      .stages span{color:var(--quiet)}
      .stages li+li::before{content:"\\2192\\00a0";color:var(--quiet)}
      .summary,.rationale{max-width:76ch}.rationale{color:var(--quiet);margin:0}
      figcaption{font-size:13px;color:var(--quiet);margin-top:8px}
      .story{display:block;width:100%;max-width:860px;margin:0 auto;height:auto}
      .story.slim{display:none;max-width:460px}
      .story text{fill:var(--ink);font-size:13px}.story .meta{fill:var(--quiet);font-size:11.5px}
      .ranking td.figure{font-size:13px;color:var(--quiet)}.story .side{fill:var(--quiet);font-size:13px;font-weight:600}
      .box{fill:var(--soft);stroke:var(--line)}.tone{fill:currentColor}
      .edge{fill:none;stroke:var(--edge);stroke-linecap:butt;opacity:.8}
      .edge.across{stroke:var(--accent);opacity:.75}
      details{margin-top:10px}summary{cursor:pointer;color:var(--accent);font-size:15px;
      padding:4px 0;width:fit-content}
      .facts,.plain-list{padding-left:20px;font-size:15px}.facts{margin-top:6px}
      .facts li,.plain-list li{margin:4px 0}.facts .quiet{font-size:13px}
      .timeline{list-style:none;margin-left:5px;border-left:2px solid var(--line)}
      .timeline>li{position:relative;display:grid;grid-template-columns:13.6em 1fr;gap:0 12px;
      padding:7px 0 7px 20px;color:var(--ink)}
      .timeline>li::before{content:"";position:absolute;left:-7px;top:13px;width:12px;height:12px;
      border-radius:50%;background:var(--quiet);border:2px solid var(--card)}
      .timeline>.critical::before{background:var(--critical)}
      .timeline>.high::before{background:var(--high)}
      .timeline>.medium::before{background:var(--medium)}
      .timeline>.low::before{background:var(--low)}
      .when{font-size:14px;color:var(--quiet);font-variant-numeric:tabular-nums;padding-top:1px}
      .when b{display:inline-block;min-width:2.1em;color:var(--ink);font-weight:550}
      .what p{margin:0}.tags{gap:0 14px;font-size:13px;color:var(--quiet)}
      .tags .word{font-weight:600}.tags .new{color:var(--accent)}
      details>.timeline{margin-top:0}
      """;

  private static final String PARTS =
      """
      .bars th:first-child{width:12em}.bars .effect{width:30%;vertical-align:middle}
      .bars td,.bars th{padding-top:9px;padding-bottom:9px}.bars .figure{width:5.4em}
      .bars thead .figure{text-align:right}.bars tfoot th,.bars tfoot td{border-top-width:2px}
      .bars .reason{font-size:14px;color:var(--quiet);padding-left:8px}
      .bar{display:block;width:100%;height:10px;border-radius:3px}.rail{fill:var(--soft)}
      .plus{fill:var(--plus)}.minus{fill:var(--minus)}.zero{fill:var(--quiet)}
      .plan{list-style:none}.plan>li{border:1px solid var(--line);border-radius:12px;
      padding:16px 18px;margin-top:12px}
      .step-head{display:flex;flex-wrap:wrap;justify-content:space-between;gap:6px 16px;
      align-items:baseline;margin-bottom:10px}
      .objections{border-left:3px solid var(--critical);background:var(--soft);font-size:15px;
      border-radius:0 8px 8px 0;padding:9px 14px;margin-bottom:12px}
      .objections p{font-size:13px;font-weight:600;color:var(--critical);margin:0 0 2px}
      .objections ul{padding-left:18px;list-style:disc}
      .step{font-size:15px}.step>div{display:grid;grid-template-columns:8em 1fr;gap:0 12px;
      padding:4px 0}.step dt{color:var(--quiet);font-size:14px}
      .parameters{list-style:none}.value{background:var(--soft);border-radius:5px;padding:1px 6px}
      .back{margin:26px 0 0;font-size:14px}
      """;

  private static final String NARROW =
      """
      @media screen and (max-width:760px){.story.wide{display:none}.story.slim{display:block}
      body>*{padding:0 14px}header.page{padding-top:26px}h1{font-size:26px}
      h2{font-size:20px}section{padding:20px 16px;margin:16px 0;border-radius:12px}
      .counts{grid-template-columns:repeat(2,1fr);gap:8px}.counts div{padding:10px 14px}
      .ranking,.ranking tbody,.bars,.bars tbody,.bars tfoot{display:block}
      .ranking thead,.bars thead{position:absolute;left:-9999px}
      .ranking tr,.bars tr{border-top:1px solid var(--line);padding:13px 0}
      .ranking tr{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 12px}
      .ranking td,.ranking th,.bars td,.bars th{border:0;padding:0;width:auto!important}
      .ranking .way{display:flex;gap:10px;align-items:baseline;flex:1}.ranking .way .quiet{margin:0}
      .ranking th{width:100%!important}.ranking .stages-cell{width:100%!important}
      .ranking .rank::after{content:"."}.ranking .points{font-size:18px}
      .ranking .seen{flex:1}
      .bars tr{display:grid;grid-template-columns:1fr auto;gap:5px 12px;padding:11px 0}
      .bars .effect{grid-column:1/-1;grid-row:2}.bars tfoot .effect{display:none}.bars .reason{grid-column:1/-1;padding:0}
      .timeline>li{display:block}.step>div{display:block;padding:5px 0}}
      @media print{:root{--back:#fff;--card:#fff;--soft:#f3f4f6;--ink:#000;--quiet:#444;
      --line:#ccc;--accent:#1f5fa8;--critical:#a3262a;--high:#a84d08;--medium:#755c00;
      --low:#2f6b4a;--plus:#3f74b5;--minus:#4f9270;--edge:#999}
      body{font-size:11pt}body>*{max-width:none;padding:0}.back,.skip{display:none}
      section{border:0;padding:0}section.incident{break-before:page}
      tr,.timeline>li,.plan>li,figure,.objections{break-inside:avoid}h2,h3{break-after:avoid}
      details::details-content{content-visibility:visible;block-size:auto}
      *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
      """;

  /** Everything up to the first heading. */
  static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="referrer" content="no-referrer"/>
      <title>Incident report</title>
      <style>
      """
          + COLOURS
          + PAGE
          + STORY
          + PARTS
          + NARROW
          + """
          </style></head>
          <body><a class="skip" href="#ranking">Skip to the incidents</a>
          """;

  private HtmlStyle() {}
}
