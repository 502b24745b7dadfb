use tinyml_compiler::{compile_network, cost::Target, options::*, read, source::Source};
fn main() {
    let mut models = Vec::new();
    for a in std::env::args().skip(1) {
        let (file, opts) = a.split_once(':').unwrap_or((&a, ""));

        let network =
            read(&Source::from_bytes(file, std::fs::read(file).unwrap()).unwrap_or_else(|e| panic!("{e}")))
                .unwrap_or_else(|e| panic!("{e}"));
        let mut o = Options::default();
        if opts == "i8" {
            o.activations = Some(ActivationBits::I8)
        }
        if opts == "cb4" {
            o.quant = Some(Storage::Codebook4.into())
        }
        models.push((
            a.clone(),
            compile_network(&network, &o, "x").unwrap_or_else(|e| panic!("{e}")).model().clone(),
        ));
    }
    let all: Vec<_> = models.iter().map(|m| &m.1).collect();
    for (name, t) in Target::ALL {
        let m =
            tinyml_measure::measure(&all, &tinyml_measure::Setup::of(t)).unwrap_or_else(|e| panic!("{e}"));
        for (m, n) in m.iter().zip(&models) {
            println!("{name} {} {:?}", n.0, m);
        }
    }
}
