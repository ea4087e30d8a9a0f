// OBS adds its "Custom CSS" as a style element, which our content security policy refuses, as it refuses all inline styles.
// What stands in such an element is therefore taken over as a constructed style sheet; this needs no exception in the policy.

/** Takes over style elements that are in the head or are added to it. */
export function adoptCustomStyles() {
  const adopt = () => {
    document.adoptedStyleSheets = [...document.head.querySelectorAll('style')].map(element => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(element.textContent);
      return sheet;
    });
  };
  new MutationObserver(adopt).observe(document.head, { childList: true, subtree: true, characterData: true });
  adopt();
}
