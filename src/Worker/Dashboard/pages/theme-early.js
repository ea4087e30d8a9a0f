// Runs before the first paint, so that the page never flashes in the other theme.
(() => {
  const choice = localStorage.getItem('theme');
  if (choice === 'dark' || choice === 'light') document.documentElement.dataset.theme = choice;
})();
