// Draws the rate of a live run, says aloud when a run changes its state, and has the page look again when one has ended.
// Everything else on the pages is plain HTML and htmx; nothing is lost without this file but the curve.
(function () {
  'use strict';

  let chart = null;
  let chartOf = null;

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function points(text) {
    return text.split(' ').filter(Boolean).map(function (point) {
      const parts = point.split(':');
      return { x: Number(parts[0]), y: Number(parts[1]) };
    });
  }

  // Numbers as the rest of the page has them.
  function number(value) {
    return new Intl.NumberFormat(document.documentElement.dataset.forms).format(value);
  }

  function sinceTheBeginning(seconds) {
    return seconds < 120 ? number(seconds) + ' s' : number(Math.round(seconds / 6) / 10) + ' min';
  }

  function draw() {
    const canvas = document.querySelector('#rate-chart canvas');
    const source = document.getElementById('rate-points');
    if (!canvas || !source || typeof Chart === 'undefined') {
      return;
    }
    if (chart && (chartOf !== source.dataset.run || chart.canvas !== canvas)) {
      chart.destroy();
      chart = null;
    }
    const data = points(source.dataset.points);
    if (chart) {
      chart.data.datasets[0].data = data;
      chart.update('none');
      return;
    }
    chartOf = source.dataset.run;
    chart = new Chart(canvas, {
      type: 'line',
      data: {
        datasets: [{
          data: data, borderColor: colour('--accent'), backgroundColor: colour('--accent-soft'),
          borderWidth: 2, pointRadius: 0, fill: true, tension: 0.25
        }]
      },
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, events: [],
        plugins: { legend: { display: false }, tooltip: { enabled: false } },
        scales: {
          x: { type: 'linear', min: 0, ticks: { color: colour('--quiet'), maxTicksLimit: 6, maxRotation: 0, callback: sinceTheBeginning }, grid: { display: false } },
          y: { beginAtZero: true, suggestedMax: 10, ticks: { color: colour('--quiet'), maxTicksLimit: 4, precision: 0, callback: number }, grid: { color: colour('--line') } }
        }
      }
    });
  }

  function state() {
    const element = document.getElementById('run-state');
    return element ? element.dataset.said : '';
  }

  function isLive() {
    const progress = document.getElementById('progress');
    return progress !== null && progress.dataset.live === 'true';
  }

  document.addEventListener('DOMContentLoaded', function () {
    let said = state();
    let live = isLive();
    draw();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () {
      chartOf = null;
      draw();
    });
    // An answer that is an error replaces nothing: the part stays as it was, and the page says that it is old.
    ['htmx:responseError', 'htmx:sendError', 'htmx:timeout'].forEach(function (trouble) {
      document.body.addEventListener(trouble, function () {
        document.getElementById('stale').hidden = false;
      });
    });
    document.body.addEventListener('htmx:afterSettle', function () {
      document.getElementById('stale').hidden = true;
      draw();
      const now = state();
      if (now && now !== said) {
        document.getElementById('announcement').textContent = now;
      }
      said = now;
      if (live && !isLive()) {
        htmx.trigger(document.body, 'run-ended');
      }
      live = isLive();
    });
  });
})();
