import type { Place } from "./term.ts";

const at = (chapter: number, section: string): Place => ({ chapter, section });

/** The sections of the book in which words of the trade are explained. */
export const places = {
  perceptrons: at(1, "perceptrons"),
  sigmoids: at(1, "sigmoid_neurons"),
  architecture: at(1, "the_architecture_of_neural_networks"),
  digits: at(1, "a_simple_network_to_classify_handwritten_digits"),
  descent: at(1, "learning_with_gradient_descent"),
  program: at(1, "implementing_our_network_to_classify_digits"),
  deep: at(1, "toward_deep_learning"),
  twoAssumptions: at(2, "the_two_assumptions_we_need_about_the_cost_function"),
  fourEquations: at(2, "the_four_fundamental_equations_behind_backpropagation"),
  proof: at(2, "proof_of_the_four_fundamental_equations_(optional)"),
  fast: at(2, "in_what_sense_is_backpropagation_a_fast_algorithm"),
  backpropagation: at(2, "the_backpropagation_algorithm"),
  crossEntropy: at(3, "the_cross-entropy_cost_function"),
  regularization: at(3, "overfitting_and_regularization"),
  firstWeights: at(3, "weight_initialization"),
  hyperParameters: at(3, "how_to_choose_a_neural_network's_hyper-parameters"),
  otherTechniques: at(3, "other_techniques"),
  caveats: at(4, "two_caveats"),
  oneInput: at(4, "universality_with_one_input_and_one_output"),
  manyInputs: at(4, "many_input_variables"),
  beyondSigmoids: at(4, "extension_beyond_sigmoid_neurons"),
  mending: at(4, "fixing_up_the_step_functions"),
  vanishing: at(5, "the_vanishing_gradient_problem"),
  unstable: at(5, "what's_causing_the_vanishing_gradient_problem_unstable_gradients_in_deep_neural_nets"),
  convolution: at(6, "introducing_convolutional_networks"),
  practice: at(6, "convolutional_neural_networks_in_practice"),
} satisfies Readonly<Record<string, Place>>;
