/** Changes with every change of what a rule finds; trends mark where it did. Apart from the engine, for those who do not load it. */
export const rulesVersion = '0.1.0';
