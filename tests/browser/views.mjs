// The ways in which a report is read.

export const VIEWS = [
  { name: 'phone', width: 375, height: 812, colorScheme: 'light' },
  { name: 'phone-dark', width: 375, height: 812, colorScheme: 'dark' },
  { name: 'small-phone', width: 320, height: 640, colorScheme: 'light' },
  { name: 'desktop', width: 1280, height: 800, colorScheme: 'light' },
  { name: 'desktop-dark', width: 1280, height: 800, colorScheme: 'dark' },
  { name: 'print', width: 680, height: 960, colorScheme: 'light', media: 'print' },
];
