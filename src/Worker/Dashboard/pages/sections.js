// The sections in the order of the menu; their names are the page's fragment (#voices).
export const sectionNames = ['stream', 'voices', 'filters', 'health', 'settings', 'charts'];

export const sectionNow = () => {
  const name = location.hash.slice(1);
  return sectionNames.includes(name) ? name : 'stream';
};
