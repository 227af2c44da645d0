/* What a page gains from script. Every page works without: times stay in UTC, the focus stays where the browser put it. */
(function () {
  'use strict';

  var language = document.documentElement.lang || 'en';
  var formats = new Map();

  function format(options) {
    var key = JSON.stringify(options);
    if (!formats.has(key)) {
      formats.set(key, new Intl.DateTimeFormat(language, options));
    }
    return formats.get(key);
  }

  /* Times in the person's own zone; the exact one stays in the title. */
  function localise(root) {
    root.querySelectorAll('time[data-zone="person"]').forEach(function (time) {
      var moment = new Date(time.dateTime);
      if (!isNaN(moment)) {
        time.textContent = format({ dateStyle: 'medium', timeStyle: 'short' }).format(moment);
        time.removeAttribute('data-zone');
      }
    });
  }

  /* The error summary takes the focus, also when AJAX brings it. */
  function focusSummary(root) {
    var summary = root.matches && root.matches('[data-takes-focus]') ? root : root.querySelector('[data-takes-focus]');
    if (summary) {
      summary.focus();
      summary.scrollIntoView({ block: 'nearest' });
    }
  }

  /* A link of the summary leads into the field, not only to it. */
  function followToField(event) {
    var link = event.target.closest('.summary a[href^="#"]');
    var field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (field) {
      event.preventDefault();
      field.focus();
      field.scrollIntoView({ block: 'center' });
    }
  }

  /* A form is sent once; its button shows that it works. */
  function showWork(event) {
    var form = event.target;
    if (event.defaultPrevented || form.dataset.sent) {
      if (form.dataset.sent) {
        event.preventDefault();
      }
      return;
    }
    form.dataset.sent = 'true';
    if (event.submitter) {
      event.submitter.setAttribute('aria-busy', 'true');
    }
    setTimeout(function () { rest(form); }, 15000);
  }

  function rest(form) {
    delete form.dataset.sent;
    form.querySelectorAll('[aria-busy]').forEach(function (button) { button.removeAttribute('aria-busy'); });
  }

  function showCookieNotice() {
    var notice = document.getElementById('cookiesOff');
    if (notice && !navigator.cookieEnabled) {
      notice.classList.remove('untold');
    }
  }

  document.addEventListener('click', followToField);
  document.addEventListener('submit', showWork);
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) {
      document.querySelectorAll('form').forEach(rest);
    }
  });
  localise(document);
  showCookieNotice();
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      change.addedNodes.forEach(function (node) {
        if (node.nodeType === Node.ELEMENT_NODE) {
          localise(node);
          focusSummary(node);
        }
      });
    });
  }).observe(document.body, { childList: true, subtree: true });
  focusSummary(document.body);
}());
