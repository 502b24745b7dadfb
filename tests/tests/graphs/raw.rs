//! Inputs and outputs as their bytes, whatever their types.

/// A number, an array of numbers, or a tuple of such.
pub(crate) trait Raw: Sized {
    /// How many bytes it has.
    const BYTES: usize;

    /// How `infer` takes it.
    type Lent<'a>
    where
        Self: 'a;

    /// From so many bytes.
    fn of(bytes: &[u8]) -> Self;

    fn bytes(&self) -> Vec<u8>;

    fn lent(&self) -> Self::Lent<'_>;
}

macro_rules! numbers {
    ($($ty:ident)*) => {$(
        impl Raw for $ty {
            const BYTES: usize = size_of::<Self>();

            type Lent<'a> = Self;

            fn of(bytes: &[u8]) -> Self {
                Self::from_le_bytes(bytes.try_into().expect("the bytes of a number"))
            }

            fn bytes(&self) -> Vec<u8> {
                self.to_le_bytes().to_vec()
            }

            fn lent(&self) -> Self {
                *self
            }
        }
    )*};
}

numbers! { i8 u8 i16 i32 f32 }

impl<T: Raw, const COUNT: usize> Raw for [T; COUNT] {
    const BYTES: usize = COUNT * T::BYTES;

    type Lent<'a>
        = &'a Self
    where
        Self: 'a;

    fn of(bytes: &[u8]) -> Self {
        let mut elements = bytes.chunks(T::BYTES);
        std::array::from_fn(|_| T::of(elements.next().expect("as many bytes as the array has")))
    }

    fn bytes(&self) -> Vec<u8> {
        self.iter().flat_map(T::bytes).collect()
    }

    fn lent(&self) -> &Self {
        self
    }
}

macro_rules! tuples {
    ($($($element:ident $index:tt)+;)*) => {$(
        impl<$($element: Raw),+> Raw for ($($element,)+) {
            const BYTES: usize = 0 $(+ $element::BYTES)+;

            type Lent<'a>
                = &'a Self
            where
                Self: 'a;

            fn of(bytes: &[u8]) -> Self {
                let mut rest = bytes;
                ($({
                    let (part, behind) = rest.split_at($element::BYTES);
                    rest = behind;
                    let _ = rest;
                    $element::of(part)
                },)+)
            }

            fn bytes(&self) -> Vec<u8> {
                [$(self.$index.bytes()),+].concat()
            }

            fn lent(&self) -> &Self {
                self
            }
        }
    )*};
}

tuples! {
    A 0 B 1;
    A 0 B 1 C 2;
}
