{% load i18n liaison %}
{% if documents %}
  <section class="@css@-newest" aria-labelledby="@css@-newest">
    <h2 class="section-title" id="@css@-newest">{% translate "Newest texts" %}</h2>
    <ul class="link-list" role="list">
      {% for document in documents %}
        <li class="link-list__item">
          <a class="link-list__link" href="{{ document|path_in_variant:variant }}">{{ document.title }}</a>
        </li>
      {% endfor %}
    </ul>
  </section>
{% endif %}
