/* Passkeys: asks the browser for one, and sends on what it answers. Without script, or in a browser that cannot, nothing of it shows. */
(function () {
  'use strict';

  var kind = window.PublicKeyCredential;
  var able = Boolean(navigator.credentials && kind && kind.parseCreationOptionsFromJSON && kind.parseRequestOptionsFromJSON);

  /* What can be done here is shown; what the server wants to know at once is asked at once. */
  function show(root) {
    root.querySelectorAll(able ? '[data-passkey], [data-passkey-able]' : '[data-passkey-unable]').forEach(function (part) {
      part.hidden = false;
    });
    if (able) {
      root.querySelectorAll('[data-passkey="add"][data-options]').forEach(act);
    }
  }

  function post(values) {
    return fetch('/passkey', { method: 'POST', body: new URLSearchParams(values), credentials: 'same-origin', redirect: 'error' })
      .then(function (response) {
        if (!response.ok) {
          throw { name: response.status === 403 ? 'refused' : response.status === 429 ? 'tooSoon' : 'failed' };
        }
        return response;
      });
  }

  function add(place) {
    var asked = kind.parseCreationOptionsFromJSON(JSON.parse(place.dataset.options).publicKey);
    return navigator.credentials.create({ publicKey: asked }).then(function (made) { send(place, made); });
  }

  function get(place) {
    return post({ ask: place.dataset.passkey })
      .then(function (response) { return response.json(); })
      .then(function (options) {
        return navigator.credentials.get({ publicKey: kind.parseRequestOptionsFromJSON(options.publicKey) });
      });
  }

  /* With the form that it stands in. */
  function send(place, credential) {
    var form = place.closest('form');
    form.querySelector('input[id$="passkeyAnswer"]').value = JSON.stringify(credential);
    form.querySelector('[type="submit"]').click();
  }

  /* At once, so that the form around it has nothing left to ask. */
  function prove(place, credential) {
    return post({ answer: JSON.stringify(credential) }).then(function () {
      var proved = document.createElement('p');
      proved.className = 'notice notice-good';
      proved.tabIndex = -1;
      proved.setAttribute('role', 'status');
      proved.textContent = place.dataset.proved;
      place.closest('fieldset').replaceWith(proved);
      proved.focus();
    });
  }

  function act(place) {
    var button = place.querySelector('button');
    var ask = place.dataset.passkey;
    if (button.disabled) {
      return;
    }
    tell(place, '');
    button.disabled = true;
    (ask === 'add' ? add(place) : get(place).then(function (credential) {
      return ask === 'prove' ? prove(place, credential) : send(place, credential);
    })).catch(function (problem) { tell(place, text(place, problem)); }).finally(function () { button.disabled = false; });
  }

  function text(place, problem) {
    switch (problem.name) {
      case 'NotAllowedError':
      case 'AbortError': return place.dataset.cancelled;
      case 'InvalidStateError': return place.dataset.known;
      case 'refused': return place.dataset.refused;
      case 'tooSoon': return place.dataset.tooSoon;
      default: return place.dataset.failed;
    }
  }

  function tell(place, said) {
    place.querySelector('[role="alert"]').textContent = said;
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-passkey] button');
    if (button) {
      act(button.closest('[data-passkey]'));
    }
  });
  show(document);
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      change.addedNodes.forEach(function (node) {
        if (node.nodeType === Node.ELEMENT_NODE) {
          show(node);
        }
      });
    });
  }).observe(document.body, { childList: true, subtree: true });
}());
