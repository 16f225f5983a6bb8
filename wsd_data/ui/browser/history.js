/* Streamlit enters a page by its bare address, and we complete that with the selection. Completing is no step of the
   visitor: it takes the place of the bare address, so that one press of Back goes one step back. */
{
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    const completing = !location.search && new URL(address, location.href).pathname === location.pathname;
    (completing ? history.replaceState.bind(history) : push)(state, title, address);
  };
}
