"use strict";
// Shows what the site tells while none of its pages is open, and leads to it. It keeps nothing and sees no page.
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("push", (event) => {
  const told = event.data?.json().notification;
  if (!told) return;
  const look = { body: told.body, tag: told.tag, icon: "/static/touch-icon.png", data: told.navigate };
  event.waitUntil(self.registration.showNotification(told.title, look));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data));
});

async function show(address) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find((one) => one.url === address);
  return open ? open.focus() : self.clients.openWindow(address);
}
