// A link to a slip carries its token behind the "#". It is sent in the form's body, never in an address.
const token = location.hash.slice(1);
if (token) {
  history.replaceState(null, "", location.pathname);
  const form = document.getElementById("check");
  form.elements.token.value = token;
  form.submit();
}
