//! Calls from another folder than the macro's.

beside_the_macro!(FromElsewhere);
model!(Here, "./line.json", "i8");
