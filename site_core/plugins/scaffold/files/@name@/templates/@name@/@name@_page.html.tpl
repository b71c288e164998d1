{% extends "base.html" %}
{% load i18n liaison %}
{% block scripts %}
  {% include "components/reading_script.html" %}
{% endblock %}
{% block page_head %}
  <h1 class="page-title">{{ page.title }}</h1>
  {% include "components/lead.html" with lead=page.lead %}
{% endblock %}
{% block content %}
  <p class="@css@-day">
    <time datetime="{{ page.day|date:"Y-m-d" }}">{{ page.day|date:"DATE_FORMAT" }}</time>
  </p>
  {% if page.body %}
    {% include "components/body.html" with body=page.body %}
  {% endif %}
  {% include "components/page_end.html" %}
{% endblock %}
