/* Blocks of plugins that are off, in the editor: a locked line that carries the block as it is. */

(() => {
  const UNAVAILABLE = "unavailable";
  const { StreamBlockDefinition } = window.wagtailStreamField.blocks;

  class OpenStreamBlockDefinition extends StreamBlockDefinition {
    constructor(...args) {
      super(...args);
      /* What is unknown can stand in the stream and is offered in no menu. */
      this.groupedChildBlockDefs = this.groupedChildBlockDefs
        .map(([group, blocks]) => [group, blocks.filter((block) => block.name !== UNAVAILABLE)])
        .filter(([, blocks]) => blocks.length);
    }
  }

  class BoundLockedWidget {
    constructor(input) {
      this.input = input;
      this.idForLabel = input.id;
    }

    getValue() {
      return this.input.value;
    }

    getState() {
      return this.input.value;
    }

    setState(state) {
      this.input.value = state || "";
    }

    getTextLabel() {
      return this.input.value ? JSON.parse(this.input.value).kind : null;
    }

    focus() {}
  }

  class LockedWidget {
    constructor(html) {
      this.html = html;
    }

    render(placeholder, name, id, initialState) {
      const holder = document.createElement("div");
      holder.innerHTML = this.html.replace(/__NAME__/g, name).replace(/__ID__/g, id);
      placeholder.replaceWith(holder);
      const bound = new BoundLockedWidget(holder.querySelector("input"));
      bound.setState(initialState);
      return bound;
    }
  }

  window.telepath.register("site_core.OpenStreamBlock", OpenStreamBlockDefinition);
  window.telepath.register("site_core.LockedWidget", LockedWidget);
})();
