// The start of the page, after all of it is read.

function start() {
  setUpTheme();
  readReport();
  report.title ||= document.title;
  byId('to-curves').hidden = !report.curves?.length;
  byId('to-latents').hidden = planes.length === 0;
  readAddress(new URLSearchParams());
  showOverview();
  fillNotes();
  watchPopup();
  watchTable();
  watchRoutes();
  buildToolbar();
  buildTable();
  route();
  performance.mark('report-ready');
}

document.addEventListener('DOMContentLoaded', start);
