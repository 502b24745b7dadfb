//! That members learn, are repeatable to the bit, and don't notice one another.

use std::sync::Arc;

use tinyml_compiler::network::Activation;

use super::{Forward, Plan, Population, Precision, Through};
use crate::engine::{Layer, Lesson, Loss, Samples, Schedule, Shape};
use crate::watch::Unwatched;

fn shape(activation: Activation) -> Shape {
    Shape { inputs: 1, hidden: vec![8, 8], outputs: 1, activation }
}

fn wave() -> Arc<Samples> {
    let x: Vec<f64> = (0..60).map(|at| f64::from(at) / 15.0 - 2.0).collect();
    let targets = x.iter().map(|&x| libm::sin(1.5 * x)).collect();
    Arc::new(Samples { x, targets, rows: 60 })
}

fn plan(steps: usize, batch: Option<usize>, precision: Precision) -> Plan {
    Plan { loss: Loss::Squared, schedule: Schedule::cosine(steps, 0.01), batch, precision }
}

fn lessons(seeds: std::ops::Range<u64>) -> Vec<Lesson> {
    seeds.map(|seed| Lesson { decay: 1e-3, ..Lesson::of(wave(), seed) }).collect()
}

fn trained(lessons: Vec<Lesson>, plan: Plan) -> Vec<Vec<Layer>> {
    let mut population = Population::random(&shape(Activation::Relu), lessons, plan).expect("a population");
    population.run("test", None, &Unwatched).expect("training");
    population.members()
}

#[test]
fn every_activation_learns() {
    let activations = [
        Activation::Relu,
        Activation::Clamp { min: 0.0, max: 6.0 },
        Activation::LeakyRelu { slope: 0.1 },
        Activation::Tanh,
        Activation::Sigmoid,
    ];
    for activation in activations {
        let plan = Plan { schedule: Schedule::cosine(1500, 0.03), ..plan(0, None, Precision::Double) };
        let mut population =
            Population::random(&shape(activation), lessons(0..4), plan).expect("a population");
        let curve = population.run("test", None, &Unwatched).expect("training");
        let mut losses = population.losses();
        losses.sort_by(f64::total_cmp);
        assert!(losses[1] < 1e-3, "{activation:?}: {losses:?}");
        assert!(curve[0].training > 10.0 * curve[curve.len() - 1].training);
    }
}

#[test]
fn company_and_threads_change_no_bit() {
    for (batch, precision) in [(None, Precision::Double), (Some(16), Precision::Single)] {
        let plan = plan(60, batch, precision);
        let together = trained(lessons(0..40), plan);
        for (threads, range) in [(1, 0..40), (3, 0..40)] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            assert_eq!(pool.install(|| trained(lessons(range), plan)), together);
        }
        assert_eq!(trained(lessons(7..9), plan), together[7..9]);
    }
}

#[test]
fn rows_held_back_teach_nothing() {
    let mut spoilt = Samples::clone(&wave());
    spoilt.targets[10] = 1e9;
    for batch in [None, Some(8)] {
        let found = [wave(), Arc::new(spoilt.clone())].map(|samples| {
            let mut lesson = Lesson::of(samples, 1);
            lesson.weights[10] = 0.0;
            trained(vec![lesson], plan(80, batch, Precision::Double))
        });
        assert_eq!(found[0], found[1]);
    }
}

#[test]
fn masked_weights_stay_zero() {
    let shape = shape(Activation::Tanh);
    let mut population =
        Population::random(&shape, lessons(0..2), plan(50, None, Precision::Double)).expect("a population");
    let mut masks = shape.random(0);
    for layer in &mut masks {
        layer.weights.iter_mut().enumerate().for_each(|(at, mask)| *mask = f64::from(u8::from(at % 3 != 0)));
        layer.bias.fill(1.0);
    }
    population.mask(1, masks);
    population.run("test", None, &Unwatched).expect("training");
    let zeros =
        |layers: &[Layer]| layers.iter().flat_map(|layer| &layer.weights).filter(|&&w| w == 0.0).count();
    let members = population.members();
    assert_eq!((zeros(&members[0]), zeros(&members[1])), (0, 3 + 22 + 3));
}

/// Whole numbers for outputs: the slope is taken where the loss is, at the rounded value.
struct Rounded(Shape, Arc<Samples>);

impl Through for Rounded {
    fn run(&self, _: usize, layers: &[Layer], rows: &[usize]) -> Option<Forward> {
        let outputs =
            rows.iter().map(|&row| self.0.evaluate(layers, &self.1.x[row..=row])[0].round()).collect();
        Some(Forward { outputs, layers: layers.to_vec() })
    }
}

#[test]
fn the_loss_is_that_of_the_other_forward_pass() {
    let shape = shape(Activation::Tanh);
    let mut steps = Samples::clone(&wave());
    steps.targets.iter_mut().for_each(|target| *target = (3.0 * *target).round());
    let samples = Arc::new(steps);
    let lesson = Lesson::of(Arc::clone(&samples), 2);
    let plan = Plan { schedule: Schedule::cosine(1500, 0.03), ..plan(0, None, Precision::Double) };
    let mut population = Population::random(&shape, vec![lesson], plan).expect("a population");
    population.run("test", Some(&Rounded(shape.clone(), samples)), &Unwatched).expect("training");
    // Of 60 samples none is wrong by a whole step, or one is.
    assert!(population.losses()[0] <= 0.5 / 60.0, "{:?}", population.losses());
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut lesson = Lesson::of(wave(), 0);
    lesson.weights.pop();
    let report = Population::random(&shape(Activation::Relu), vec![lesson], plan(1, None, Precision::Double));
    assert!(report.is_err_and(|report| report.to_string().contains("fit its shape")));
}

#[test]
fn a_loss_that_is_not_finite_harms_nobody() {
    let mut spoilt = Samples::clone(&wave());
    spoilt.targets[3] = f64::INFINITY;
    let lessons = vec![Lesson::of(wave(), 5), Lesson::of(Arc::new(spoilt), 5)];
    let found = trained(lessons, plan(20, None, Precision::Double));
    assert_eq!(found[1], shape(Activation::Relu).random(5));
    assert_eq!(found[0], trained(vec![Lesson::of(wave(), 5)], plan(20, None, Precision::Double))[0]);
}
