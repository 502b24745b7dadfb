//! The list of all diagnostics.
//!
//! A code is stable: it is never given to another mistake. The first two digits are the stage that finds it:
//! `01` arguments of the attribute, `02` path and bytes, `03` syntax and size, `04` schema, `05` checks of
//! the network, `06` quantisation, ranges and promises, `07` datasets and descriptions for training, `08` training and
//! the commands, `09` graphs. One line here makes the variant, its id and its summary; the tests demand a case for each.

use std::fmt;

macro_rules! codes {
    ($($id:literal $name:ident $summary:literal)*) => {
        /// The kind of a diagnostic.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!($id, ": ", $summary)] $name,)*
        }

        impl Code {
            /// Every code, in the order of the ids.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable id, such as `T0401`.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            /// What the code stands for, in one line.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$name => $summary,)*
                }
            }
        }
    };
}

codes! {
    "T0101" MissingPath "the attribute has no path"
    "T0102" UnknownArgument "an argument that the attribute does not take"
    "T0103" DuplicateArgument "an argument given twice"
    "T0104" ArgumentValue "an argument of the wrong type or value"
    "T0105" ArgumentSyntax "arguments that are not a list of `name = value`"
    "T0111" NotAStruct "the attribute on something else than a struct"
    "T0112" GenericStruct "the attribute on a struct with generics"
    "T0113" StructWithFields "the attribute on a struct with fields"

    "T0201" FileNotFound "no file at the path"
    "T0202" AbsolutePath "a path that starts at the root of one machine"
    "T0203" NotAFile "the path leads to something else than a file"
    "T0204" Unreadable "the file cannot be read"
    "T0205" NoSourceFile "a path relative to a source file that has no place"
    "T0211" FileTooLarge "the file is larger than any model can be"
    "T0212" NotUtf8 "the file is not UTF-8 text"

    "T0301" EmptyFile "the file has nothing in it"
    "T0302" Truncated "the file ends in the middle of a value"
    "T0303" Syntax "the file is not JSON"
    "T0304" TrailingComma "a comma with nothing behind it"
    "T0305" Comment "JSON has no comments"
    "T0306" NotFinite "NaN or Infinity instead of a number"
    "T0307" NumberTooLarge "a number beyond the range of f64"
    "T0308" TextAfterEnd "something follows the model"
    "T0309" TooDeep "arrays or objects nested too deeply"
    "T0310" BadString "a string with a wrong escape, quote or control character"
    "T0311" ArrayTooLong "an array longer than any model needs"
    "T0312" ObjectTooLarge "an object with more fields than any model needs"
    "T0313" TooManyValues "more values than any model needs"
    "T0314" TextTooLong "a string longer than any model needs"

    "T0401" WrongType "a value of the wrong JSON type"
    "T0402" MissingField "a required field is missing"
    "T0403" UnknownField "a field that the format does not have"
    "T0404" DuplicateField "a field given twice"
    "T0405" UnsupportedVersion "a version of the format that this compiler does not read"
    "T0406" UnknownValue "a word that is not in the list"
    "T0407" NotAnInteger "a fraction where a whole number is needed"
    "T0408" NotAPair "a range that does not have two ends"
    "T0409" TrainingTooLarge "more metadata than the documentation can hold"

    "T0501" InvalidName "a name that is not a lower-case identifier"
    "T0502" ReservedName "a name that is a keyword of Rust"
    "T0503" DuplicateName "a name given twice"
    "T0504" RangeOutsideType "a range that the integer type cannot hold"
    "T0505" RangeOrder "a range whose ends are equal or the wrong way round"
    "T0506" NotPositive "a scale or deviation that is not greater than zero"
    "T0507" LengthOutOfBounds "an input array that is empty or too long"
    "T0508" EmptyList "a model without inputs, outputs or layers"
    "T0509" TooMany "more inputs, outputs, labels or layers than supported"
    "T0510" EmptyLayer "a layer without units, or a unit without weights"
    "T0511" RowLength "a row of weights of another length than its layer needs"
    "T0512" LayerInputs "a layer that does not fit what comes before it"
    "T0513" BiasLength "not one bias for each unit"
    "T0514" OutputCount "a last layer that does not fit the outputs or labels"
    "T0515" MixedOutputTypes "outputs of different integer types"
    "T0516" ActivationPlace "softmax or argmax before the last layer"
    "T0517" ScoresWithoutLabels "softmax or argmax without labels"
    "T0518" LabelsNotAlone "labels beside other outputs"
    "T0519" TooFewLabels "fewer than two classes"
    "T0520" LabelName "a label that gives no name of a Rust variant"
    "T0521" DuplicateLabel "two labels that give the same Rust variant"
    "T0522" ActivationParameter "a slope or bound out of its range"
    "T0523" ValueOverflow "numbers so large that the network has no finite result"
    "T0524" DeployLayer "a recommendation for a layer that the model does not have"
    "T0525" FaultOverlap "a raw value that means two things at once"
    "T0526" CalibratedOutside "a calibrated range that is not within the declared one"
    "T0527" NoMeasurementLeft "faults that leave no raw value for a measurement"
    "T0528" FaultsOfArray "faults or a calibrated range of an array"
    "T0529" FaultVariant "two faults that give the same Rust variant"
    "T0530" InputShape "a shape that an input, or a network, cannot have"
    "T0531" KernelForm "a kernel, stride or dilation that does not fit its layer"
    "T0532" AddedLayer "a sum with a layer that is not there, or of another shape"
    "T0533" SpatialEdge "an input or output that a network with convolutions cannot have"

    "T0601" UnknownLayer "an override for a layer that the model does not have"
    "T0602" OutputTooFine "an output finer than the network can resolve"
    "T0603" TableRange "an output range too wide for a table"
    "T0604" SumOverflow "a sum that may not fit 32 bits"
    "T0605" MaxErrorMissed "a promised error that the integer network exceeds"
    "T0606" MaxErrorUnproved "a promised error that holds for the sample, but cannot be proved"
    "T0611" AccuracyMissed "a promised accuracy that the integer network does not reach"
    "T0612" MonotoneBroken "an output that goes against its promised direction"
    "T0613" MonotoneUnproved "a promised direction that cannot be proved"
    "T0614" OutputRangeLeft "an output beyond its promised range"
    "T0615" OutputRangeUnproved "a promised range that holds for the sample, but cannot be proved"
    "T0616" FlashExceeded "more flash than promised"
    "T0617" RamExceeded "more RAM than promised"
    "T0618" StackExceeded "more stack than promised"
    "T0619" MacsExceeded "more multiplications than promised"
    "T0620" InstructionsExceeded "more instructions than promised"
    "T0621" PromiseUnsuited "a promise that the model is not made for"
    "T0622" PromiseIncomplete "a promise without what it needs"

    "T0631" PiecewiseInputs "segments of straight lines for something else than one scalar input"
    "T0632" PiecewiseClasses "segments of straight lines for a classifier"
    "T0633" PiecewiseSize "a network too large to be run at every input"
    "T0634" PiecewiseSegments "an output that bends too often for segments of straight lines"
    "T0641" CertificateUnreadable "a certificate file that is none"
    "T0642" CertificateEdited "a certificate that is not as it was written"
    "T0643" CertificateStale "a certificate of another model, of other options, or by another release"

    "T0701" NoHeader "a dataset whose first line does not name its columns"
    "T0702" UnknownColumn "a column that the dataset does not have"
    "T0703" DuplicateColumn "two columns of one name"
    "T0704" RaggedRow "a row that has more or fewer values than the header has names"
    "T0705" MissingValue "a sample without one of its values"
    "T0706" NotANumber "a text where a number is needed"
    "T0707" DecimalComma "a number with a comma in it"
    "T0708" ValueNotFinite "NaN, infinity, or a number beyond the range of f64 among the values"
    "T0709" ValueOutsideType "a value that the integer type of its input or output cannot hold"
    "T0710" UnknownLabel "a class that is not among the labels"
    "T0711" OneClass "a dataset with one class only"
    "T0712" TooManyClasses "more classes than supported"
    "T0713" ConstantColumn "a column that has the same value in every row"
    "T0714" TooFewRows "a dataset without samples, or with one"
    "T0715" DatasetTooLarge "more rows, columns or text than a dataset may have"
    "T0716" DatasetEncoding "a dataset that is not UTF-8 text"
    "T0731" NotToml "a description that is not TOML"
    "T0732" ColumnCount "not one column for each value of an input or output"
    "T0733" ColumnUsedTwice "a column with two meanings"
    "T0734" SettingOutOfBounds "a setting beyond what is supported"
    "T0735" SettingMisplaced "a setting that does not go with the inputs, outputs or other settings"
    "T0736" ColumnPattern "a pattern that names no columns"
    "T0737" ColumnChoice "columns chosen by flags that do not go with the description or the data"

    "T0801" CannotWrite "a file that cannot be written"
    "T0802" UnknownInput "a value for an input that the model does not have"
    "T0803" InputCount "not one value for each input"
    "T0804" InputValue "a value that an input's type cannot hold"
    "T0805" NoSuchRow "a row that the data does not have"
    "T0806" AlreadyThere "a folder that has something in it already"
    "T0807" PackageName "a folder's name that cargo does not take for a package"
    "T0808" NoTinyml "a firmware that does not know where the crate `tinyml` is"
    "T0809" OtherModel "a description of another model"

    "T0821" RecipeUnsuited "a way to train that the model is not made for"
    "T0822" TooFewPlaces "a curve asked of samples at a single input"
    "T0823" AgainstDirection "data that go against the direction that is demanded"

    "T0831" TrainingFailed "training that could not go on"
    "T0832" PruneTarget "a target that a network cannot shrink to"
    "T0833" OtherData "a model and data that do not belong together"

    "T0851" MeasurementFailed "firmware that cannot be built or run, or whose outputs are not the host's"

    "T0861" PictureFormat "a picture in a format that is not known"
    "T0862" NothingToDraw "a picture of something that the model does not have"

    "T0901" NotTflite "a file that is no TFLite model"
    "T0902" TfliteDamaged "a TFLite file that is cut off or damaged"
    "T0903" TfliteVersion "a version of the TFLite format that is not read"
    "T0904" TfliteTooLarge "more tensors, operators or values than any microcontroller can run"
    "T0905" UnsupportedOperator "an operator that is not supported"
    "T0906" CustomOperator "an operator that is code outside of the file"
    "T0907" ControlFlow "branches, loops, or variables that operators write"
    "T0908" SeveralGraphs "several graphs that could be meant"
    "T0909" OperatorOptions "an option of an operator that is not known or not supported"
    "T0910" ElementUnsupported "a tensor of a type that is not supported"
    "T0911" DynamicShape "a tensor whose shape is only known at run time"
    "T0912" SparseTensor "a tensor that is stored sparse"
    "T0913" EmptyTensor "a tensor without elements"
    "T0914" TensorQuantization "a scale or zero point that cannot be"
    "T0915" ConstantLength "a constant whose values do not fit its shape"
    "T0916" DataFlow "a tensor that is read before it is written, or written twice"
    "T0917" GraphEdge "an input or output that a graph cannot have"
    "T0918" LegacyQuantization "a model quantised to uint8"
    "T0919" HybridModel "a model whose weights alone are quantised"
    "T0920" OperatorForm "an operator in a form that is not supported"
    "T0921" GraphSum "a sum of an operator that may overflow"
    "T0922" WeightTypes "types of activations, weights and bias that no kernel takes together"
    "T0923" WeightScales "scales or zero points that an operator with weights cannot have"
    "T0924" WindowForm "a window that does not fit the image, or is too large"
    "T0931" OperandType "operands of types, scales or zero points that an elementwise operator does not take"
    "T0932" OperandShape "operands of shapes that do not go together"
    "T0933" ElementOverflow "an elementwise operator or a sum that may leave 32 bits"
    "T0934" ReferencesDisagree "an operator in a form that the reference kernels compute in different ways"
    "T0941" NotConstant "indices, sizes or paddings that are known only at run time"
    "T0942" IndexOutside "an axis or an index outside of a tensor"
    "T0943" ShapeDisagrees "an output of another shape than its operator gives"
    "T0944" TooManyLoops "data moved in more dimensions than the kernel has"
    "T0945" MovedElement "values that cannot be moved, or not into this type"
    "T0946" RecurrentForm "a layer with a state in a form that is not supported"
    "T0951" PlanUnsound "a memory plan that would destroy what is still needed: an error of this compiler"
    "T0952" ArgumentUnsuited "an argument that does not go with this kind of model"
    "T0961" NeedsCalibration "a float model without a calibration set"
    "T0962" CalibrationFormat "a calibration set in a format that is not read"
    "T0963" CalibrationShape "a calibration set whose samples are not inputs of the model"
    "T0964" CalibrationNotFinite "NaN or infinity in a calibration set"
    "T0965" CalibrationEmpty "a calibration set without samples"
    "T0966" CalibrationTooLarge "a calibration set, or a network, too large to be run by a build"
    "T0967" NotQuantizable "an operator that cannot be quantised"
    "T0968" CalibrationUnneeded "a calibration set for a model that has no use for it"
    "T0971" LabelCount "another number of labels than of scores"
    "T0972" LabelText "labels of which no enum can be made"
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn ids_are_unique_and_in_order() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].id() < pair[1].id(), "{} stands before {}", pair[0], pair[1]);
        }
    }
}
