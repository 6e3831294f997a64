(function () {
  "use strict";
  var table = document.getElementById("worklist-table");
  if (!table) { return; }
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  var filters = document.getElementById("filters");
  var urgency = document.getElementById("urgency-filter");
  var words = document.getElementById("text-filter");
  var result = document.getElementById("filter-result");
  filters.hidden = false;
  filters.addEventListener("submit", function (event) { event.preventDefault(); });
  function show() {
    var wanted = words.value.toLowerCase();
    var shown = 0;
    rows.forEach(function (row) {
      var fits = (!urgency.value || row.dataset.urgency === urgency.value) &&
        row.textContent.toLowerCase().indexOf(wanted) >= 0;
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    result.textContent = shown + " of " + rows.length + " shown";
  }
  urgency.addEventListener("change", show);
  words.addEventListener("input", show);
  table.tHead.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) { return; }
    var head = button.closest("th");
    var up = head.getAttribute("aria-sort") !== "ascending";
    table.tHead.querySelectorAll("th").forEach(function (other) {
      other.setAttribute("aria-sort", other === head ? (up ? "ascending" : "descending") : "none");
    });
    var place = Number(button.dataset.column);
    rows.slice().sort(function (one, other) {
      var a = place ? one.cells[place].textContent : String(rows.indexOf(one) + 1e6);
      var b = place ? other.cells[place].textContent : String(rows.indexOf(other) + 1e6);
      return (up ? 1 : -1) * a.localeCompare(b);
    }).forEach(function (row) { body.appendChild(row); });
  });
}());
