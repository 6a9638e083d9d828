// SPDX-License-Identifier: Apache-2.0
package io.qraws.response.report;

import io.qraws.response.playbook.ProposedAction;
import io.qraws.response.policy.Decision;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What could be done about an incident, each step with the gate's answer. */
final class PlanList {
  private final List<Case.Step> plan;

  /**
   * A plan.
   *
   * @param plan its steps, best first
   */
  PlanList(List<Case.Step> plan) {
    this.plan = plan;
  }

  void write(HtmlWriter html) throws IOException {
    html.markup("<h3>Plan</h3>\n");
    if (plan.isEmpty()) {
      html.markup("<p class=\"quiet\">No playbook fits this incident.</p>\n");
      return;
    }
    html.markup("<ol class=\"plan\">\n");
    for (Case.Step step : plan) {
      step(html, step);
    }
    html.markup("</ol>\n");
  }

  private static void step(HtmlWriter html, Case.Step step) throws IOException {
    ProposedAction action = step.action();
    boolean denied = step.decision() instanceof Decision.Denied;
    html.markup("<li><div class=\"step-head\"><h4>").text(action.title(), 200).markup("</h4>");
    html.markup(
        denied
            ? "<span class=\"pill critical\">Denied</span>"
            : "<span class=\"pill low\">Permitted by policy</span>");
    html.markup("</div>\n");
    if (step.decision() instanceof Decision.Denied denial) {
      html.markup("<div class=\"objections\"><p>Why it must not be started</p><ul>");
      for (String objection : denial.objections()) {
        html.markup("<li>").text(objection).markup("</li>");
      }
      html.markup("</ul></div>\n");
    }
    html.markup("<dl class=\"step\">");
    fact(html, "Runbook", action.runbook(), true);
    fact(html, "Playbook", action.playbook(), true);
    fact(html, "Account", action.account(), false);
    fact(html, "Region", action.region(), false);
    parameters(html, action.parameters());
    if (!action.unbound().isEmpty()) {
      fact(html, "Not bound", action.unbound(), false);
    }
    fact(html, "Impact", action.impact(), false);
    html.markup("<div><dt>Way back</dt><dd>");
    html.markup(action.reversible() ? "" : "<b>Not reversible.</b> ");
    html.text(action.rollback().isEmpty() ? "None is known." : action.rollback(), 1_000);
    html.markup("</dd></div></dl></li>\n");
  }

  private static void fact(HtmlWriter html, String name, String value, boolean code)
      throws IOException {
    html.markup("<div><dt>").text(name).markup("</dt><dd>").markup(code ? "<code>" : "");
    html.text(value.isEmpty() ? "unknown" : value, 1_000);
    html.markup(code ? "</code>" : "").markup("</dd></div>");
  }

  private static void parameters(HtmlWriter html, Map<String, List<String>> parameters)
      throws IOException {
    if (parameters.isEmpty()) {
      return;
    }
    html.markup("<div><dt>Parameters</dt><dd><ul class=\"parameters\">");
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      html.markup("<li><code>").text(parameter.getKey(), 120).markup("</code> ");
      for (String value : parameter.getValue()) {
        html.markup("<code class=\"value\">").text(value).markup("</code> ");
      }
      html.markup("</li>");
    }
    html.markup("</ul></dd></div>");
  }
}
